import { createHmac } from "node:crypto";
import { connect, inMemory, type Options, type Shop } from "../src/index.js";

const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: run \`make e2e\``);
  return value;
};

export const baseUrl = required("SHOP_URL");
const secret = required("SHOP_SECRET");
export const rotates = required("SHOP_ROTATES") === "true";
export const PASSWORD = "correct horse";

/** A client that writes down what it sends, as `POST /api/login 200`. */
export function watched(options: Partial<Options> = {}): { shop: Shop; sent: string[] } {
  const sent: string[] = [];
  const shop = connect({
    baseUrl,
    tokens: inMemory(),
    ...options,
    async fetch(request) {
      const { method, url } = request;
      const answer = await fetch(request);
      sent.push(`${method} ${new URL(url).pathname} ${answer.status}`);
      return answer;
    },
  });
  return { shop, sent };
}

/** A name that nobody has yet. */
export const newName = (): string => `ts-${crypto.randomUUID()}`;

/** A new user, signed in. */
export async function newcomer(): Promise<ReturnType<typeof watched> & { username: string }> {
  const client = watched();
  const username = newName();
  await client.shop.POST("/api/register", { body: { username, password: PASSWORD } });
  await client.shop.signIn(username, PASSWORD);
  client.sent.length = 0;
  return { ...client, username };
}

export async function admin(): Promise<Shop> {
  const { shop } = watched();
  await shop.signIn("admin", required("SHOP_ADMIN_PASSWORD"));
  return shop;
}

/** Let the shop's access token run out: the same token, with an end in the past. */
export function expire(shop: Shop): string {
  const tokens = shop.tokens.read()!;
  const [head, claims] = tokens.access_token.split(".");
  const read = JSON.parse(Buffer.from(claims!, "base64url").toString()) as object;
  const past = { ...read, exp: Math.floor(Date.now() / 1000) - 60 };
  const text = `${head}.${Buffer.from(JSON.stringify(past)).toString("base64url")}`;
  const signature = createHmac("sha256", secret).update(text).digest("base64url");
  shop.tokens.write({ ...tokens, access_token: `${text}.${signature}` });
  return tokens.refresh_token;
}
