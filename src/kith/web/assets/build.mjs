// Builds what browsers fetch: one stylesheet, one script, a tiny start script, and only the images they use.
// Run from the project's root (`npm run build`); KITH_BUILD moves the result.
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join, resolve } from "node:path"
import { fileURLToPath } from "node:url"

const root = process.cwd()
const here = dirname(fileURLToPath(import.meta.url))
const out = join(process.env.KITH_BUILD ?? join(root, "build"), "assets")
const packages = join(root, "node_modules")
const moj = join(packages, "@ministryofjustice/frontend/moj")
const require = createRequire(join(root, "package.json"))

// In the order they must run: each is a script of its own that leaves one global behind.
const SCRIPTS = [
  join(packages, "govuk-frontend/dist/govuk/all.bundle.js"),
  join(moj, "components/button-menu/button-menu.bundle.js"),
  join(moj, "components/sortable-table/sortable-table.bundle.js"),
  join(packages, "htmx.org/dist/htmx.min.js"),
  join(here, "exit.js"),
  join(here, "kith.js"),
  join(here, "locked.js"),
  join(here, "drafts.js"),
  join(here, "keys.js"),
  join(here, "session.js"),
  join(here, "notices.js"),
]

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
cpSync(join(here, "images"), join(out, "images"), { recursive: true })
copyFileSync(join(here, "start.js"), join(out, "start.js"))
writeFileSync(join(out, "kith.js"), SCRIPTS.map(script).join("\n"))
const css = stylesheet()
writeFileSync(join(out, "kith.css"), css)
copyImages(css)
console.log(`Assets built in ${out}`)

function script(path) {
  return `;${readFileSync(path, "utf8").replace(/^\/\/# sourceMappingURL=.*$/gm, "")}`
}

function stylesheet() {
  const { css } = require("sass").compile(join(here, "kith.scss"), {
    loadPaths: [root],
    style: "compressed",
    quietDeps: true,
    logger: require("sass").Logger.silent, // MoJ frontend warns of its own use of GOV.UK's older names
  })
  return css.replace(/\/\*# sourceMappingURL=.*?\*\//g, "")
}

// The stylesheet asks for images by an address beside itself; one that cannot be found stops the build.
function copyImages(css) {
  for (const [, address] of css.matchAll(/url\(["']?([^"')]+)["']?\)/g)) {
    if (address.startsWith("data:")) throw new Error(`The policy forbids data: addresses, and the stylesheet has ${address}`)
    const found = [join(out, address), join(moj, "assets", address)].find(existsSync)
    if (!found) throw new Error(`The stylesheet asks for ${address}, which neither Kith nor MoJ frontend has`)
    if (resolve(found) !== resolve(out, address)) copyFileSync(found, join(out, address))
  }
}
