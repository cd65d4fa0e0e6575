// Opens pages in headless Chromium and prints what was seen, as JSON: `node drive.cjs FOLDER_OF_NPM REQUEST`.
// Each scenario has a page, a viewport and what to do there; a fresh context each, so that nothing is remembered.

const fs = require("node:fs");
const path = require("node:path");

const modules = path.join(process.argv[2], "node_modules");
const { chromium } = require(path.join(modules, "playwright-core"));
const axe = fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf8");

const LIMIT_MS = 280_000; // only ends what would never end

const rows = (page) =>
  page.$$eval(".clinics tbody tr", (all) => all.filter((row) => row.offsetHeight).map((row) => row.cells[1].textContent));

const steps = {
  async axe(page) {
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations", "incomplete"] }));
    return found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.target.join(" ")).slice(0, 3)}`);
  },
  // Tab until the element has the focus, as a person does; says how many times.
  async tabTo(page, selector) {
    for (let times = 1; times < 60; times += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return times;
    }
    return null;
  },
  press: (page, key) => page.keyboard.press(key),
  type: (page, text) => page.keyboard.type(text),
  rows,
  text: (page, selector) => page.$eval(selector, (element) => element.innerText),
  body: (page) => page.evaluate(() => document.body.innerText),
  attribute: (page, selector, name) => page.$eval(selector, (element, wanted) => element.getAttribute(wanted), name),
  title: (page) => page.title(),
  background: (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor),
  visible: (page, selector) => page.$eval(selector, (element) => element.offsetHeight > 0),
  focusRing: (page) => page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle),
  // How many parts of the page have to be moved sideways to be read.
  sideways: (page) => page.$$eval(".scroll", (all) => all.filter((part) => part.scrollWidth > part.clientWidth).length),
  reload: (page) => page.reload(),
  media: (page, media) => page.emulateMedia({ media }),
  async picture(page, file) { await page.screenshot({ path: file, fullPage: true }); },
  async pdf(page, file) { await page.pdf({ path: file, preferCSSPageSize: true }); },
};

async function play(browser, scenario) {
  const context = await browser.newContext({
    viewport: scenario.viewport,
    colorScheme: scenario.colours || "light",
    locale: scenario.locale || "es-CO",
    javaScriptEnabled: scenario.script !== false,
    bypassCSP: scenario.steps.some(([name]) => name === "axe"), // which is a script of ours, beside the page's own
    offline: true,
  });
  context.setDefaultTimeout(LIMIT_MS);
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => { if (!request.url().startsWith("file:")) said.push(`asks for ${request.url()}`); });
  const began = Date.now();
  await page.goto(`file://${scenario.page}`);
  const opened = Date.now() - began;
  const answers = [];
  for (const [name, ...given] of scenario.steps) answers.push((await steps[name](page, ...given)) ?? null);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await context.close();
  return { said, overflow, opened, answers };
}

async function main() {
  const request = JSON.parse(fs.readFileSync(process.argv[3], "utf8"));
  const browser = await chromium.launch({ executablePath: request.chromium, args: ["--no-sandbox"], timeout: LIMIT_MS });
  const seen = [];
  for (const scenario of request.scenarios) seen.push(await play(browser, scenario));
  await browser.close();
  console.log(JSON.stringify(seen));
}

main().catch((error) => { console.error(error.message); process.exit(1); });
