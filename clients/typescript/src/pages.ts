import type { PathsWithMethod } from "openapi-typescript-helpers";
import type { DataOf, Init, Shop } from "./client.js";
import type { paths } from "./schema.js";

type Gets = PathsWithMethod<paths, "get">;

/** The paths that answer a list in pages. */
export type ListPath = {
  [Path in Gets]: DataOf<"get", Path> extends unknown[] ? Path : never;
}[Gets];

/** One row of a list. */
export type Row<Path extends ListPath> =
  DataOf<"get", Path> extends (infer Found)[] ? Found : never;

/** Go through a list page by page, as its `Link: <...>; rel="next"` leads on. */
export async function* pages<Path extends ListPath>(
  shop: Shop,
  path: Path,
  init?: Init<Path, "get">,
): AsyncGenerator<Row<Path>[], void, undefined> {
  const get = shop.GET as (
    path: Path,
    init: unknown,
  ) => Promise<{ data: unknown; response: Response }>;
  let page: { params?: object } | undefined = init;
  while (true) {
    const { data, response } = await get(path, page);
    yield data as Row<Path>[];
    const query = nextQuery(response);
    if (!query) return;
    page = { ...page, params: { ...page?.params, query } };
  }
}

/** Go through every row of a list: `for await (const product of each(shop, "/api/products"))`. */
export async function* each<Path extends ListPath>(
  shop: Shop,
  path: Path,
  init?: Init<Path, "get">,
): AsyncGenerator<Row<Path>, void, undefined> {
  for await (const rows of pages(shop, path, init)) yield* rows;
}

function nextQuery(response: Response): Record<string, string> | null {
  const next = /<([^>]*)>; *rel="next"/.exec(response.headers.get("Link") ?? "")?.[1];
  return next ? Object.fromEntries(new URL(next, "http://shop").searchParams) : null;
}
