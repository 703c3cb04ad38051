import createClient, {
  type Client,
  type MaybeOptionalInit,
  type MethodResponse,
} from "openapi-fetch";
import type { HttpMethod, PathsWithMethod, RequiredKeysOf } from "openapi-typescript-helpers";
import { ShopProblem } from "./problem.js";
import type { paths } from "./schema.js";
import { Session } from "./session.js";
import { inMemory, type TokenStore } from "./tokens.js";

/** What a call takes: path and query parameters, headers, a body. */
export type Init<Path extends keyof paths, Method extends HttpMethod> = MaybeOptionalInit<
  paths[Path],
  Method & keyof paths[Path]
>;
type InitArgument<Given> =
  RequiredKeysOf<NonNullable<Given>> extends never ? [init?: Given] : [init: Given];

/** What a call answers; a refusal is thrown as `ShopProblem`. */
export interface Answer<Data> {
  data: Data;
  response: Response;
}

/** The data that `method` on `path` answers. */
export type DataOf<
  Method extends HttpMethod,
  Path extends PathsWithMethod<paths, Method>,
> = MethodResponse<Client<paths>, Method, Path>;

type Call<Method extends HttpMethod> = <Path extends PathsWithMethod<paths, Method>>(
  path: Path,
  ...init: InitArgument<Init<Path, Method>>
) => Promise<Answer<DataOf<Method, Path>>>;

/** A shop to call: `shop.GET("/api/products", { params: { query: { q: "lamp" } } })`. */
export interface Shop {
  GET: Call<"get">;
  POST: Call<"post">;
  PUT: Call<"put">;
  PATCH: Call<"patch">;
  DELETE: Call<"delete">;
  /** Sign in, and send the tokens with every call from now on. */
  signIn(username: string, password: string): Promise<void>;
  /** End the sign-in, here and at the shop. */
  signOut(): Promise<void>;
  readonly tokens: TokenStore;
}

export interface Options {
  /** Where the shop is, such as `https://shop.example`. */
  baseUrl: string;
  /** Where the sign-in is kept; in memory, when left out. */
  tokens?: TokenStore;
  fetch?: (request: Request) => Promise<Response>;
}

/** Return a client of the shop at `baseUrl`. */
export function connect({ baseUrl, tokens = inMemory(), fetch }: Options): Shop {
  const session = new Session(
    `${baseUrl}/api/refresh`,
    tokens,
    fetch ?? ((request) => globalThis.fetch(request)),
  );
  const client = createClient<paths>({
    baseUrl,
    fetch: (request) => session.send(request),
    bodySerializer: serialised,
  });
  client.use({
    async onResponse({ response }) {
      if (response.status >= 400) throw await ShopProblem.of(response);
    },
  });
  const calls = client as unknown as Shop;
  return {
    ...calls,
    tokens,
    async signIn(username, password) {
      const { data } = await calls.POST("/api/login", { body: { username, password } });
      tokens.write(data);
    },
    async signOut() {
      try {
        if (tokens.read()) await calls.POST("/api/logout");
      } catch (error) {
        if (!(error instanceof ShopProblem && error.status === 401)) throw error; // It was over.
      } finally {
        tokens.write(null);
      }
    },
  };
}

/** Write a body: as a form when it holds a file, else as JSON. */
function serialised(body: unknown): FormData | string {
  const members = Object.entries(body ?? {});
  if (!members.some(([, value]) => value instanceof Blob)) return JSON.stringify(body);
  const form = new FormData();
  for (const [name, value] of members) {
    if (!(value instanceof Blob)) form.set(name, String(value));
    else if (value instanceof File) form.set(name, value);
    else form.set(name, value, `${name}.${value.type.split("/")[1]}`); // The shop reads the ending.
  }
  return form;
}
