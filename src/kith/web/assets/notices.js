// Every half minute the page that is open asks how many notices wait. Without script the next page says it.
(function () {
  "use strict"
  const link = document.querySelector("[data-notices-action]")
  if (!link) return
  const number = link.querySelector("[data-kith-unread]")
  const said = document.querySelector("[data-kith-notices-said]")
  const EVERY = 30_000
  let timer = setInterval(ask, EVERY)

  async function ask() {
    try {
      const answer = await fetch(link.dataset.noticesAction, { credentials: "same-origin" })
      if (answer.status === 401) return clearInterval(timer)
      if (answer.ok) show((await answer.json()).unread)
    } catch { /* no connection: ask again when the time comes */ }
  }

  function show(unread) {
    const before = Number(number.textContent)
    number.textContent = unread
    number.parentElement.hidden = unread === 0
    if (unread > before) said.textContent = `You have ${unread} unread ${unread === 1 ? "notice" : "notices"}.`
  }
})()
