// Leaving a page at once takes its own entry out of the browser's history: "back" from the weather does not lead to it.
(function () {
  "use strict"
  const leaving = GOVUKFrontend.ExitThisPage.prototype
  leaving.exitPage = function () {
    document.body.classList.add("govuk-exit-this-page-hide-content")
    this.$overlay = document.createElement("div")
    this.$overlay.className = "govuk-exit-this-page-overlay"
    this.$overlay.setAttribute("role", "alert")
    this.$overlay.textContent = "Loading."
    document.body.appendChild(this.$overlay)
    window.location.replace(this.$button.href)
  }
})()
