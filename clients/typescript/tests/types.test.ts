// What the compiler says of calls: of right ones nothing, of wrong ones what is wrong.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const FOLDER = fileURLToPath(new URL("../../tests/", import.meta.url));
const HEAD = `import { connect, each } from "../src/index.js";
const shop = connect({ baseUrl: "" });
const path = { product_id: 1 };\n`;

const WRONG: [what: string, code: number, snippet: string][] = [
  ["a member of an answer", 2551, `(await shop.GET("/api/products")).data[0]!.current_prise;`],
  ["a member that no answer has", 2339, `(await shop.GET("/api/cart")).data.vat;`],
  [
    "an answer's member as another type",
    2322,
    `const id: string = (await shop.GET("/api/user")).data.id;`,
  ],
  [
    "a null that was overlooked",
    18047,
    `const { data } = await shop.GET("/api/products/{product_id}", { params: { path } }); data.offer.name;`,
  ],
  [
    "a member of a body",
    2561,
    `await shop.POST("/api/cart", { body: { product_id: 1, quantty: 2 } });`,
  ],
  [
    "a member that no body has",
    2353,
    `await shop.POST("/api/cart", { body: { product_id: 1, colour: "red" } });`,
  ],
  [
    "a body's member of another type",
    2322,
    `await shop.POST("/api/cart", { body: { product_id: "1" } });`,
  ],
  ["a body's member left out", 2322, `await shop.POST("/api/cart", { body: {} });`],
  ["a body left out", 2554, `await shop.POST("/api/cart");`],
  [
    "a member of a body that may be empty",
    2561,
    `await shop.POST("/api/checkout", { body: { expected_totl: 1 } });`,
  ],
  ["a filter", 2561, `await shop.GET("/api/products", { params: { query: { categoryid: 1 } } });`],
  [
    "a filter's value",
    2820,
    `await shop.GET("/api/products", { params: { query: { sort: "nme" } } });`,
  ],
  [
    "a path parameter",
    2353,
    `await shop.GET("/api/products/{product_id}", { params: { path: { id: 1 } } });`,
  ],
  ["a path parameter left out", 2554, `await shop.GET("/api/products/{product_id}");`],
  ["a path", 2554, `await shop.GET("/api/prodcts");`],
  ["a method that a path lacks", 2554, `await shop.DELETE("/api/checkout");`],
  ["a list that is none", 2345, `each(shop, "/api/cart");`],
];

const RIGHT = `
await shop.GET("/api/products");
await shop.POST("/api/cart", { body: { product_id: 1 } });
await shop.POST("/api/checkout");
await shop.POST("/api/checkout", { body: { expected_total: 1.5, priced_at: "2026-11-27T00:00:00Z" } });
await shop.POST("/api/products", { body: { name: "Lamp", price: 12, category_id: 1 } });
await shop.PATCH("/api/products/{product_id}", { params: { path }, body: { price: 12 } });
for await (const { name, offer } of each(shop, "/api/products", { params: { query: { sort: "-price" } } })) {
  const said: string = name + (offer?.discount_percent ?? 0).toFixed(1);
  said.trim();
}`;

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(`${FOLDER}../tsconfig.json`, ts.sys.readFile).config,
  ts.sys,
  `${FOLDER}..`,
);
const texts = new Map(
  [RIGHT, ...WRONG.map(([, , snippet]) => snippet)].map((snippet, number) => [
    `${FOLDER}snippet-${number}.ts`,
    HEAD + snippet,
  ]),
);
const host = ts.createCompilerHost(options);
const read = host.getSourceFile;
host.getSourceFile = (name, ...rest) => {
  const text = texts.get(name);
  return text === undefined
    ? read.call(host, name, ...rest)
    : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
};
// One program for all: the types of the API are read once.
const files = [...texts.keys()];
const program = ts.createProgram(files, { ...options, noUnusedLocals: false }, host);

/** Return what the compiler finds in a snippet, as codes and sentences. */
function findings(number: number): string[] {
  const found = ts.getPreEmitDiagnostics(program, program.getSourceFile(files[number]!));
  return found.map(
    ({ code, messageText }) => `${code} ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
  );
}

test("right calls compile", () => {
  assert.deepEqual(findings(0), []);
});

for (const [index, [what, code]] of WRONG.entries()) {
  test(`tsc finds a wrong name or type: ${what}`, () => {
    const found = findings(index + 1);
    assert.deepEqual(
      found.map((one) => parseInt(one)),
      [code],
      found.join(),
    );
  });
}
