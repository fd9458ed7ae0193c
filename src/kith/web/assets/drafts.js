// Keeps what is written in a form as it is written: on the server, and locked in this browser until the server has it.
// Without script the Save draft button does the same when it is pressed.
(function () {
  "use strict"
  const desk = document.body.dataset
  if (!desk.draftsAction) return
  const LOCK_AFTER = 300, SAVE_AFTER = 1500, AT_LATEST = 10_000, AGAIN_AFTER = [3, 5, 10, 20, 30], THINKING = 15_000
  const MOST_ON_LEAVING = 60_000 // bytes a browser still sends for a page that is going away
  const ONLY_HERE = KithLocked.possible ? "They are locked in this browser and will be sent" : "Keep this page open: they will be sent"
  const SIGNED_OUT = "signed out", NO_LINE = "no line", REFUSED = "refused"
  let key = null

  // Whoever is signed in, and whether that is still who opened this page. A new sign-in makes a new token for forms.
  async function whoIsHere() {
    const answer = await fetch(desk.draftsAction, { credentials: "same-origin", redirect: "manual" }).catch(() => null)
    if (!answer) return NO_LINE
    if (!answer.ok) return SIGNED_OUT
    const told = await answer.json()
    if (told.whose !== desk.draftsWhose) return SIGNED_OUT
    key = await KithLocked.keyFrom(told.key)
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((box) => { box.value = told.csrf })
    return ""
  }

  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? ""

  // Send one draft. Gives what the server said, or why it said nothing.
  async function post(address, words, leaving = false) {
    const body = new FormData()
    words.forEach(([name, value]) => body.append(name, name === "csrfmiddlewaretoken" ? token() : value))
    body.set("draft_whose", desk.draftsWhose)
    const how = { method: "POST", body, credentials: "same-origin", redirect: "manual", keepalive: leaving }
    const answer = await fetch(address, how).catch(() => null)
    if (!answer || answer.status >= 500) return { failed: NO_LINE }
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return { failed: SIGNED_OUT }
    if (!answer.ok && answer.status !== 409) return { failed: REFUSED }
    return answer.json().catch(() => ({ failed: NO_LINE }))
  }

  // Everything of this person's that lies locked here, from any page: sent, and out of the drawer once the server has it.
  // What went with a form that now stands here again, sent back, has arrived with it.
  async function sendWhatWaits() {
    let reached = []
    for (const { name, turn, words } of await KithLocked.mine(key)) {
      const arrived = words.left && name === form?.elements.form_token.value
      const told = arrived ? { outcome: "sent" } : await post(words.address, words.entries)
      if (told.failed) continue
      await KithLocked.remove(name, turn)
      if (told.outcome !== "sent") reached.push(words.page)
    }
    return reached
  }

  async function waits() {
    return (await KithLocked.mine(key)).length > 0
  }

  const form = document.querySelector("form[data-draft-action]")
  const writing = form ? keep(form) : { dirty: () => false, save: async () => {} }
  start()

  async function start() {
    if (!form && !(await KithLocked.count())) return
    if (await whoIsHere()) return
    const reached = await sendWhatWaits()
    if (form && reached.includes(form.elements.draft_page.value) && !writing.dirty()) location.reload()
  }

  function keep(form) {
    const status = document.getElementById("draft-status")
    const beside = document.getElementById("draft-beside")
    const seeBoth = document.getElementById("draft-see-both")
    const name = form.elements.form_token.value
    let turn = Number(form.dataset.turn), seconds = Number(form.elements.draft_seconds.value)
    let dirty = false, sending = false, submitted = false, failures = 0, since = 0, touched = 0
    let lockTimer, saveTimer

    form.addEventListener("input", note)
    form.addEventListener("change", note)
    form.addEventListener("focusout", () => dirty && !failures && save())
    form.addEventListener("submit", leave)
    window.addEventListener("blur", () => dirty && !failures && save())
    window.addEventListener("pagehide", () => save(true))
    window.addEventListener("online", () => { failures = 0; if (dirty) save() })
    window.addEventListener("focus", () => { if (dirty && failures) save() })
    window.addEventListener("pageshow", () => { submitted = false })
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); else if (dirty && failures) save() })
    document.addEventListener("kith:session-ended", () => lock())

    function note() {
      const now = performance.now()
      seconds += touched && now - touched < THINKING ? (now - touched) / 1000 : 1
      touched = now
      form.elements.draft_seconds.value = Math.round(seconds)
      since = dirty ? since : now
      dirty = true
      clearTimeout(lockTimer)
      lockTimer = setTimeout(lock, LOCK_AFTER)
      if (!failures) soon(now - since > AT_LATEST ? 0 : SAVE_AFTER)
    }

    function soon(pause) {
      clearTimeout(saveTimer)
      saveTimer = setTimeout(save, pause)
    }

    // What stands in the form now. Files are not kept.
    function words(turn) {
      const entries = [...new FormData(form)].filter(([, value]) => typeof value === "string")
      return { address: form.dataset.draftAction, page: form.elements.draft_page.value, entries: [...entries, ["draft_turn", turn]] }
    }

    async function lock(left = false) {
      const now = ++turn
      await KithLocked.put(key, name, now, { ...words(now), left }).catch(() => {})
    }

    async function save(leaving = false) {
      leaving = leaving === true
      if (!dirty || submitted || (sending && !leaving)) return
      clearTimeout(saveTimer)
      clearTimeout(lockTimer)
      sending = true
      dirty = false
      const now = ++turn, kept = words(now)
      const locked = KithLocked.put(key, name, now, kept).catch(() => {})
      if (!leaving) await locked
      const small = !leaving || new Blob([JSON.stringify(kept.entries)]).size < MOST_ON_LEAVING
      const told = small ? await post(kept.address, kept.entries, leaving) : { failed: NO_LINE }
      sending = false
      if (told.failed) return notSaved(told.failed)
      failures = 0
      await KithLocked.remove(name, now).catch(() => {})
      saved(told)
      if (dirty) soon(SAVE_AFTER)
    }

    function saved(told) {
      if (told.outcome === "overtaken") {
        say(told.words, true)
        seeBoth.hidden = false
        return
      }
      if (told.outcome !== "saved") return
      form.elements.draft_number.value = told.number
      form.elements.draft_version.value = told.version
      say(told.words)
      if (beside.textContent !== told.beside) beside.textContent = told.beside
    }

    async function notSaved(why) {
      dirty = true
      const pause = AGAIN_AFTER[Math.min(failures, AGAIN_AFTER.length - 1)] * 1000
      failures += 1
      if (why === REFUSED) return say("What you write here can no longer be kept for you. Copy your words before you leave this page.", true)
      if (why === NO_LINE) say(`There is no connection: your words are not saved yet. ${ONLY_HERE} when it is back.`, true)
      if (why === SIGNED_OUT && !(await backAgain())) askToSignIn()
      soon(pause)
    }

    // After another sign-in of the same person, elsewhere in this browser, everything goes on.
    async function backAgain() {
      if (await whoIsHere()) return false
      failures = 0
      return true
    }

    function askToSignIn() {
      say(`You are signed out: your words are not saved yet. ${ONLY_HERE} when you are back. `, true)
      const link = Object.assign(document.createElement("a"), { href: desk.draftsSignIn, target: "_blank", rel: "noopener", className: "govuk-link" })
      link.textContent = "Sign in again (opens in a new tab)"
      status.append(link)
    }

    function say(words, warn = false) {
      if (status.dataset.said !== words) status.textContent = words
      status.dataset.said = words
      status.classList.toggle("kith-draft__status--warning", warn)
    }

    // The form itself is sent: it says everything. Until it has arrived the words lie locked here.
    function leave(event) {
      submitted = true
      clearTimeout(saveTimer)
      clearTimeout(lockTimer)
      if (event.submitter?.value === "drop") KithLocked.remove(name).catch(() => {})
      else if (dirty || failures) lock(true)
    }

    return { dirty: () => dirty, save }
  }

  // Signing out: first everything is sent; what cannot be is told.
  const signOut = document.querySelector("form.kith-header__worker")
  signOut?.addEventListener("submit", async (event) => {
    if (signOut.dataset.sure) return
    event.preventDefault()
    await writing.save()
    if (await KithLocked.count()) {
      if (!key) await whoIsHere()
      await sendWhatWaits()
    }
    if (writing.dirty() || (await waits())) return warn()
    goOut()
  })

  function goOut() {
    signOut.dataset.sure = "yes"
    signOut.submit()
  }

  function warn() {
    const told = document.getElementById("draft-sign-out").content.firstElementChild.cloneNode(true)
    document.querySelector(".kith-draft__sign-out")?.remove()
    document.getElementById("main-content").prepend(told)
    told.querySelector("[data-stay]").addEventListener("click", () => told.remove())
    told.querySelector("[data-go]").addEventListener("click", goOut)
    told.focus()
  }
})()
