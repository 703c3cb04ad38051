import type { components } from "./schema.js";

/** The two tokens of a sign-in. */
export type Tokens = components["schemas"]["Tokens"];

/** Where a sign-in is kept; `null` is nobody. */
export interface TokenStore {
  read(): Tokens | null;
  write(tokens: Tokens | null): void;
}

/** Keep the sign-in until the page or process ends. */
export function inMemory(tokens: Tokens | null = null): TokenStore {
  return { read: () => tokens, write: (changed) => void (tokens = changed) };
}

/** Keep the sign-in in `localStorage` or `sessionStorage`, shared by all tabs of the former. */
export function inStorage(storage: Storage, key = "shop-tokens"): TokenStore {
  return {
    read: () => JSON.parse(storage.getItem(key) ?? "null") as Tokens | null,
    write: (tokens) =>
      tokens ? storage.setItem(key, JSON.stringify(tokens)) : storage.removeItem(key),
  };
}
