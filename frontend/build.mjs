// Builds the front end into ../cxwidgets/static. The built files are committed, so that nobody
// needs Node to teach a class; `node build.mjs --check` fails when they are out of date.
import { build } from "esbuild";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const target = path.join(here, "..", "cxwidgets", "static");
const check = process.argv.includes("--check");

// Phones in the room are older than laptops, and in-app browsers older still.
const browsers = ["chrome92", "safari15.4", "firefox100"];

const cssAsText = {
  name: "css-as-text",
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const { outputFiles } = await build({ ...shared, entryPoints: [file], metafile: false });
      return { contents: outputFiles[0].text.trim(), loader: "text" };
    });
  },
};

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  charset: "utf8",
  target: browsers,
  legalComments: "none",
  logLevel: "warning",
  define: { "process.env.NODE_ENV": '"production"' },
};

/** What packages bring for other places than a page in a browser of today. */
const forPages = {
  name: "for-pages",
  setup(builder) {
    // A parser of HTML in JavaScript, 75 KB compressed, for the few words of a label.
    const own = path.join(here, "src", "live", "sanitize.ts");
    builder.onResolve({ filter: /^sanitize-html$/ }, () => ({ path: own }));
    // Published for module loaders of the past: its last line calls one.
    builder.onLoad({ filter: /anywidget\/dist\/index\.js$/ }, async ({ path: file }) => {
      const source = await readFile(file, "utf8");
      const contents = source.replace(/^define\(\[.*?\], (\w+)\);$/m, "export default $1;");
      if (contents === source) throw new Error("anywidget is published in another way now");
      return { contents, loader: "js" };
    });
  },
};

const outputs = [
  { name: "cx.js", entry: "src/cx.ts", options: { format: "esm", jsx: "automatic", jsxImportSource: "preact", plugins: [cssAsText] } },
  { name: "vega.js", entry: "src/vega.ts", options: { format: "esm" } },
  // For Python's process that draws reports, and for no browser.
  { name: "../report/paper.js", entry: "src/paper.ts", options: { format: "iife", globalName: "paper", target: "es2022" } },
  { name: "start.js", entry: "src/start.ts", options: { format: "esm", external: ["./cx.js", "./live.js"] } },
  { name: "loader.js", entry: "src/loader.ts", options: { format: "esm" } },
  { name: "page.css", entry: "src/styles/page.css", options: {} },
];

// Built together, because they share the widgets' base package: `widgets.js`.
const together = {
  entryPoints: { live: "src/live.ts", controls: "src/live/controls.ts" },
  chunkNames: "widgets",
  format: "esm",
  splitting: true,
  plugins: [forPages, cssAsText],
};

/** Packages that anywidget contains without importing them. */
const inside = ["solid-js", "@lukeed/uuid"].map((name) => `node_modules/${name}/package.json`);

/** The licence of every package whose code is in the bundles, as their terms ask. */
async function licences(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const found = input.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//);
    if (found) folders.add(found[1]);
  }
  const parts = [];
  // Jupyter's packages are published without the file of the licence they name.
  const jupyter = await readFile(path.join(here, "licences", "jupyter.txt"), "utf8");
  for (const folder of [...folders].sort()) {
    const about = JSON.parse(await readFile(path.join(here, folder, "package.json"), "utf8"));
    const file = (await readdir(path.join(here, folder))).find((name) => /^licen[cs]e/i.test(name));
    const ofJupyter = /node_modules\/@(jupyter|lumino)/.test(folder) ? jupyter : null;
    if (!file && !ofJupyter) throw new Error(`${about.name} comes without its licence`);
    const text = file ? await readFile(path.join(here, folder, file), "utf8") : ofJupyter;
    parts.push(`${about.name} ${about.version} (${about.license})\n\n${text.trim()}\n`);
  }
  return `The built files in this folder contain code of these packages.\n\n${parts.join("\n----\n\n")}`;
}

const files = new Map();
const inputs = [];
for (const { name, entry, options } of outputs) {
  const result = await build({ ...shared, ...options, entryPoints: [entry], outfile: path.join(target, name) });
  files.set(name, result.outputFiles[0].text);
  inputs.push(...Object.keys(result.metafile.inputs));
}
const { outputFiles, metafile } = await build({ ...shared, ...together, outdir: target });
for (const { path: file, text } of outputFiles) files.set(path.basename(file), text);
inputs.push(...Object.keys(metafile.inputs), ...inside);
files.set("LICENSES.txt", await licences(inputs));

await mkdir(target, { recursive: true });
let stale = 0;
for (const [name, text] of files) {
  const file = path.join(target, name);
  if (check) {
    const committed = await readFile(file, "utf8").catch(() => "");
    if (committed !== text) {
      stale += 1;
      console.error(`${name} is out of date: run npm run build`);
    }
  } else {
    await writeFile(file, text, "utf8");
    console.log(`${name} ${(Buffer.byteLength(text) / 1024).toFixed(1)} KB`);
  }
}
process.exitCode = stale ? 1 : 0;
