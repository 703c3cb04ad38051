import assert from "node:assert/strict";
import { test } from "node:test";
import { ShopProblem } from "../src/index.js";
import { expire, newcomer, PASSWORD, rotates, watched } from "./shop.js";

const refused = (slug: string) => (error: unknown) =>
  error instanceof ShopProblem && error.is(slug);

test("who has signed in is known", async () => {
  const { shop, username } = await newcomer();
  const { data } = await shop.GET("/api/user");
  assert.equal(data.username, username);
});

test("an expired token is renewed once, and the call sent again with its body", async () => {
  const { shop, sent } = await newcomer();
  const before = expire(shop);
  await shop.POST("/api/cart", { body: { product_id: 1, quantity: 2 } });
  assert.deepEqual(sent, ["POST /api/cart 401", "POST /api/refresh 200", "POST /api/cart 201"]);
  const { data } = await shop.GET("/api/cart");
  assert.deepEqual(
    data.items.map((item) => [item.product_id, item.quantity]),
    [[1, 2]],
  );
  assert.equal(shop.tokens.read()!.refresh_token !== before, rotates);
});

test("many calls that wait share one refresh", async () => {
  const { shop, sent } = await newcomer();
  expire(shop);
  const answers = await Promise.all(Array.from({ length: 12 }, () => shop.GET("/api/cart")));
  assert.equal(answers.length, 12);
  assert.deepEqual(
    sent.filter((call) => call.includes("refresh")),
    ["POST /api/refresh 200"],
  );
});

test("a sign-in goes on through refresh after refresh", async () => {
  const { shop, sent } = await newcomer();
  for (let round = 0; round < 3; round++) {
    expire(shop);
    await shop.GET("/api/user");
  }
  assert.equal(sent.filter((call) => call === "POST /api/refresh 200").length, 3);
});

test("where the sign-in has ended, the refusal arrives and the tokens are forgotten", async () => {
  const { shop, sent } = await newcomer();
  const elsewhere = watched({ tokens: { read: () => shop.tokens.read(), write: () => {} } });
  await elsewhere.shop.POST("/api/logout");
  await assert.rejects(shop.GET("/api/cart"), refused("token-revoked"));
  assert.deepEqual(sent, ["GET /api/cart 401"]);
  assert.equal(shop.tokens.read(), null);
});

test("where the refresh token has died, too, the expired token's refusal arrives", async () => {
  const { shop, sent } = await newcomer();
  const elsewhere = watched({ tokens: { read: () => shop.tokens.read(), write: () => {} } });
  await elsewhere.shop.POST("/api/logout");
  expire(shop);
  await assert.rejects(shop.GET("/api/cart"), refused("token-expired"));
  assert.deepEqual(sent, ["GET /api/cart 401", "POST /api/refresh 401"]);
  assert.equal(shop.tokens.read(), null);
});

test("a wrong password is told, sent once, and ends no sign-in", async () => {
  const { shop, sent } = await newcomer();
  const body = { current_password: "not this", new_password: "another horse" };
  await assert.rejects(shop.POST("/api/user/password", { body }), refused("password-wrong"));
  await assert.rejects(shop.signIn("nobody at all", PASSWORD), refused("wrong-credentials"));
  assert.deepEqual(sent, ["POST /api/user/password 401", "POST /api/login 401"]);
  await shop.GET("/api/user");
});

test("signing out ends the sign-in at the shop, and again does no harm", async () => {
  const { shop } = await newcomer();
  const { access_token } = shop.tokens.read()!;
  await shop.signOut();
  await shop.signOut();
  assert.equal(shop.tokens.read(), null);
  const headers = { Authorization: `Bearer ${access_token}` };
  await assert.rejects(shop.GET("/api/cart", { headers }), refused("token-revoked"));
});
