import { readProblem, ShopProblem } from "./problem.js";
import type { TokenStore, Tokens } from "./tokens.js";

/** Sends calls with the access token, and renews that once it has expired: once for all that wait. */
export class Session {
  #renewal: Promise<string | null> | null = null;

  constructor(
    private readonly refreshUrl: string,
    private readonly tokens: TokenStore,
    private readonly fetch: (request: Request) => Promise<Response>,
  ) {}

  /** Send a call; one that an expired token held up is sent again with a new one. */
  async send(request: Request): Promise<Response> {
    const token = this.tokens.read()?.access_token;
    if (!token || request.headers.has("Authorization")) return this.fetch(request);
    const spare = request.clone(); // A body can be read only once.
    const answer = await this.fetch(bearing(token, request));
    if (answer.status !== 401) return answer;
    const { type } = await readProblem(answer);
    if (type === "/problems/token-expired") {
      const renewed = await this.#renew(token);
      return renewed ? this.fetch(bearing(renewed, spare)) : answer;
    }
    // A wrong password is refused with 401, too, and ends no sign-in.
    const isOver = type === "/problems/token-revoked" || type === "/problems/token-invalid";
    if (isOver && this.tokens.read()?.access_token === token) this.tokens.write(null);
    return answer;
  }

  /** Return an access token that came after `expired`; null when the sign-in is over. */
  async #renew(expired: string): Promise<string | null> {
    const kept = this.tokens.read();
    if (!kept || kept.access_token !== expired) return kept?.access_token ?? null;
    this.#renewal ??= this.#refresh(kept).finally(() => (this.#renewal = null));
    return this.#renewal;
  }

  async #refresh(kept: Tokens): Promise<string | null> {
    const answer = await this.fetch(
      bearing(kept.refresh_token, new Request(this.refreshUrl, { method: "POST" })),
    );
    if (!answer.ok && answer.status !== 401) throw await ShopProblem.of(answer);
    // A shop that rotates refresh tokens gives a new one, and the old one soon ends the sign-in.
    const fresh = answer.ok ? { ...kept, ...((await answer.json()) as Partial<Tokens>) } : null;
    // Somebody may have signed out, or another in, meanwhile.
    if (this.tokens.read()?.refresh_token === kept.refresh_token) this.tokens.write(fresh);
    return fresh?.access_token ?? null;
  }
}

function bearing(token: string, request: Request): Request {
  request.headers.set("Authorization", `Bearer ${token}`);
  return request;
}
