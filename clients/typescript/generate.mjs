// Write src/schema.ts from the OpenAPI document on standard input; to standard output with --print.

import { writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import openapiTypescript, { astToString } from "openapi-typescript";
import ts from "typescript";

const HEADER =
  "// Written by `make client` from the OpenAPI document. Change the API, not this file.\n\n";
const FILE = ts.factory.createTypeReferenceNode("Blob");

const document = JSON.parse(await text(process.stdin));
const types = await openapiTypescript(document, {
  // A body may leave out what has a default.
  defaultNonNullable: false,
  transform: (schema) => (schema.format === "binary" ? FILE : undefined),
});
const written = HEADER + astToString(types);
if (process.argv.includes("--print")) {
  process.stdout.write(written);
} else {
  writeFileSync(new URL("src/schema.ts", import.meta.url), written);
}
