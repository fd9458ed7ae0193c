// Security keys: asks the browser what the page's form says, and sends what the key answers.
(function () {
  "use strict"
  const bytes = (words) =>
    Uint8Array.from(atob(words.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0))
  const words = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")

  document.querySelectorAll("[data-kith-key]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      ask(form)
    })
  })

  // Whatever goes wrong, the form is sent without an answer, and the server says so as it says everything.
  async function ask(form) {
    form.elements.answer.value = ""
    const name = form.elements.name
    try {
      const publicKey = asked(JSON.parse(form.dataset.options))
      if (!(name instanceof HTMLInputElement) || name.value.trim()) {
        form.elements.answer.value = JSON.stringify(told(await navigator.credentials[form.dataset.kithKey]({ publicKey })))
      }
    } catch { /* no key, the wrong one, or somebody thought better of it */ }
    form.submit()
  }

  // The page writes bytes as words (base64url); the browser takes them as bytes.
  function asked(options) {
    options.challenge = bytes(options.challenge)
    if (options.user) options.user.id = bytes(options.user.id)
    for (const key of [...(options.excludeCredentials || []), ...(options.allowCredentials || [])]) key.id = bytes(key.id)
    return options
  }

  function told(key) {
    const response = { clientDataJSON: words(key.response.clientDataJSON) }
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (key.response[name]) response[name] = words(key.response[name])
    }
    return { id: key.id, rawId: words(key.rawId), type: key.type, response, clientExtensionResults: {} }
  }
})()
