import type { components } from "./schema.js";

type Schemas = components["schemas"];

/** What some types of problem tell beside the usual members. */
export interface MembersOf {
  "price-changed": Schemas["PriceChanged"];
  "import-refused": Schemas["ImportRefused"];
}

/** A refusal of the shop (RFC 9457). Branch on `is(...)`, show `message`, put `errors` beside the fields. */
export class ShopProblem<Members = Record<string, unknown>> extends Error {
  override readonly name = "ShopProblem";

  constructor(
    /** Such as `/problems/out-of-stock`; `about:blank` when it was not the shop that answered. */
    readonly type: string,
    readonly title: string,
    readonly status: number,
    message: string,
    readonly requestId: string | null,
    /** The messages of each field, for invalid input. */
    readonly errors: Record<string, string[]>,
    /** Seconds to wait before another try, where the shop names them. */
    readonly retryAfter: number | null,
    readonly members: Members,
  ) {
    super(message);
  }

  /** Whether it is of this type: `problem.is("price-changed")` knows its `members`, too. */
  is<Slug extends keyof MembersOf>(slug: Slug): this is ShopProblem<MembersOf[Slug]>;
  is(slug: string): boolean;
  is(slug: string): boolean {
    return this.type === `/problems/${slug}`;
  }

  /** Read a problem off an answer; any other failure becomes one of the same shape. */
  static async of(answer: Response): Promise<ShopProblem> {
    const { type, title, status, detail, error, errors, request_id, ...members } =
      await readProblem(answer);
    return new ShopProblem(
      type ?? "about:blank",
      title ?? answer.statusText,
      status ?? answer.status,
      detail ?? error ?? `The shop can't be reached (${answer.status}).`,
      request_id ?? answer.headers.get("X-Request-ID"),
      errors ?? {},
      Number(answer.headers.get("Retry-After")) || null,
      members,
    );
  }
}

/** Return the members of a problem; none when the body is something else. */
export async function readProblem(
  answer: Response,
): Promise<Partial<Schemas["Problem"]> & Record<string, unknown>> {
  const isProblem = answer.headers.get("Content-Type")?.startsWith("application/problem+json");
  return isProblem
    ? ((await answer.clone().json()) as Schemas["Problem"] & Record<string, unknown>)
    : {};
}
