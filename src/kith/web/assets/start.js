// Runs before the page is drawn, so that what works only with script never flashes. In a file: the policy allows no other.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "")
