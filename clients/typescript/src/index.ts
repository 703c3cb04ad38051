export { connect, type Answer, type Options, type Shop } from "./client.js";
export { each, pages, type ListPath, type Row } from "./pages.js";
export { ShopProblem, type MembersOf } from "./problem.js";
export type { components, operations, paths } from "./schema.js";
export { inMemory, inStorage, type Tokens, type TokenStore } from "./tokens.js";

import type { components } from "./schema.js";

/** A body by its name: `Schema<"Product">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];
