// A drawer in this browser for words the server does not have yet. Each lies there locked, under a key that the server gives
// to whoever is signed in and that is never kept here: nobody else who uses this computer can open it, or see whose it is.
// Leaves one global behind: KithLocked. Where a browser can lock nothing (no secure connection) nothing is ever put in.
window.KithLocked = (function () {
  "use strict"
  const possible = Boolean(window.indexedDB && window.crypto && window.crypto.subtle)
  let opened

  function drawer() {
    opened ??= new Promise((open, fail) => {
      const asked = indexedDB.open("kith", 1)
      asked.onupgradeneeded = () => asked.result.createObjectStore("locked")
      asked.onsuccess = () => open(asked.result)
      asked.onerror = () => fail(asked.error)
    })
    return opened
  }

  // One look into the drawer: `act` asks, and may ask again when it has an answer.
  async function look(mode, act) {
    const store = await drawer()
    return new Promise((done, fail) => {
      const turn = store.transaction("locked", mode)
      let found
      turn.oncomplete = () => done(found)
      turn.onerror = turn.onabort = () => fail(turn.error)
      act(turn.objectStore("locked"), (value) => { found = value })
    })
  }

  async function count() {
    return possible ? look("readonly", (all, found) => { all.count().onsuccess = (told) => found(told.target.result) }) : 0
  }

  // Lock words away, unless something newer of the same name lies there already.
  async function put(key, name, turn, words) {
    if (!possible || !key) return
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(words)))
    await look("readwrite", (all) => {
      all.get(name).onsuccess = (told) => { if (!(told.target.result?.turn >= turn)) all.put({ iv, data, turn }, name) }
    })
  }

  // The server has it, up to this turn.
  async function remove(name, turn = Infinity) {
    if (!possible) return
    await look("readwrite", (all) => {
      all.get(name).onsuccess = (told) => { if (told.target.result?.turn <= turn) all.delete(name) }
    })
  }

  // What this key opens: name, turn and words of each. What it does not open is somebody else's, and is passed over.
  async function mine(key) {
    if (!possible || !key) return []
    const all = await look("readonly", (shelf, found) => {
      const list = []
      shelf.openCursor().onsuccess = ({ target: { result: at } }) => {
        if (!at) return found(list)
        list.push([at.key, at.value])
        at.continue()
      }
    })
    const read = await Promise.all(all.map(([name, each]) => unlock(key, name, each)))
    return read.filter(Boolean)
  }

  async function unlock(key, name, { iv, data, turn }) {
    try {
      const words = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data)
      return { name, turn, words: JSON.parse(new TextDecoder().decode(words)) }
    } catch {
      return null
    }
  }

  async function keyFrom(text) {
    if (!possible) return null
    const raw = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
    return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"])
  }

  return { possible, count, put, remove, mine, keyFrom }
})()
