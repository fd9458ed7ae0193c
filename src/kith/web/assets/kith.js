// What a page gains where there is script. Everything works without it.
(function () {
  "use strict"
  const every = (module, make) =>
    document.querySelectorAll(`[data-module="${module}"]`).forEach((found) => make(found))

  GOVUKFrontend.initAll()
  every("moj-button-menu", (menu) => new MOJFrontend.ButtonMenu(menu))
  every("moj-sortable-table", (table) => new MOJFrontend.SortableTable(table))
  document.querySelectorAll("[data-kith-progress]").forEach(watch)
  closeRadios()
  document.addEventListener("click", closeRadios)
  window.addEventListener("pageshow", closeRadios)

  // GOV.UK's script says that a radio is "expanded", which radios cannot be: checkers and some readers object.
  function closeRadios() {
    document.querySelectorAll("input[type=radio][aria-expanded]").forEach((radio) => radio.removeAttribute("aria-expanded"))
  }

  // Work under way: ask the page again, put in its newer account, and follow it where it leads when it is done.
  function watch(progress) {
    const address = progress.dataset.kithProgress
    if (address) setTimeout(() => ask(progress, address), 1000 * Number(progress.dataset.seconds))
  }

  async function ask(progress, address) {
    try {
      const answer = await fetch(address, { credentials: "same-origin" })
      const page = new DOMParser().parseFromString(await answer.text(), "text/html")
      const newer = page.getElementById("progress")
      if (!newer) return window.location.replace(answer.url)
      progress.replaceWith(document.adoptNode(newer))
      watch(newer)
    } catch {
      watch(progress) // the connection is poor: try again when the time comes
    }
  }
})()
