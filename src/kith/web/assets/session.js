// Warns two minutes before a session ends, and takes the record off the screen when it has ended.
(function () {
  "use strict"
  const dialog = document.querySelector("dialog[data-kith-session]")
  if (!dialog || !dialog.dataset.kithSession) return
  const form = dialog.querySelector("form")
  const WARNING = 120
  let end = Date.now() + 1000 * Number(dialog.dataset.kithSession)
  let said = ""
  const left = () => Math.round((end - Date.now()) / 1000)

  form.addEventListener("submit", (event) => {
    event.preventDefault()
    ask(true).then(() => left() > WARNING && dialog.close())
  })
  dialog.addEventListener("close", () => { said = "" })
  document.addEventListener("visibilitychange", look)
  setInterval(look, 1000)

  let asking = false
  async function look() {
    if (asking || left() > WARNING) return
    if (dialog.open && left() > 0) return tell()
    // Somebody may have gone on in another window: the server knows.
    asking = true
    await ask(false)
    asking = false
    if (left() <= 0) return leave()
    if (left() <= WARNING && !dialog.open) dialog.showModal()
    if (left() > WARNING && dialog.open) dialog.close()
  }

  async function ask(stay) {
    const sent = new FormData(form)
    if (!stay) sent.delete("stay")
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" })
      if (answer.status === 401) end = 0
      if (!answer.ok) return
      const told = await answer.json()
      end = Date.now() + 1000 * told.left
      const over = told.day <= told.left
      dialog.querySelector("[data-kith-session-over]").hidden = !over
      form.querySelector("button").hidden = over && stay
    } catch { /* no connection: count on */ }
  }

  function tell() {
    const seconds = left()
    const words = seconds > 60 ? "2 minutes" : seconds > 30 ? "1 minute" : seconds > 10 ? "30 seconds" : "a few seconds"
    if (words === said) return
    said = words
    dialog.querySelector("[data-kith-session-left]").textContent = words
    dialog.querySelector("[data-kith-session-said]").textContent = `You will be signed out in ${words}.`
  }

  // Whatever keeps words as they are written is told first.
  function leave() {
    document.dispatchEvent(new Event("kith:session-ended"))
    const next = encodeURIComponent(location.pathname + location.search)
    location.replace(`${dialog.dataset.signIn}?next=${next}&ended=1`)
  }
})()
