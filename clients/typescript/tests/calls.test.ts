import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, each, pages, ShopProblem } from "../src/index.js";
import { admin, baseUrl, newcomer, watched } from "./shop.js";

async function problemOf(call: Promise<unknown>): Promise<ShopProblem> {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof ShopProblem, String(error));
    return error;
  }
  assert.fail("nothing was refused");
}

test("every row of a list comes once, in order, under the same filters on every page", async () => {
  const { shop, sent } = watched();
  const query = { limit: 7, sort: "price", in_stock: true } as const;
  const prices: number[] = [];
  const ids = new Set<number>();
  for await (const product of each(shop, "/api/products", { params: { query } })) {
    assert.ok(product.stock > 0);
    prices.push(product.current_price);
    ids.add(product.id);
  }
  const { response } = await shop.GET("/api/products", {
    params: { query: { in_stock: true, count: true } },
  });
  assert.equal(String(ids.size), response.headers.get("X-Total-Count"));
  assert.equal(ids.size, prices.length);
  assert.deepEqual(
    prices,
    [...prices].sort((one, other) => one - other),
  );
  assert.equal(sent.length, Math.ceil(ids.size / 7) + 1);
});

test("pages that nobody asks for are not loaded", async () => {
  const { shop, sent } = watched();
  for await (const page of pages(shop, "/api/products", { params: { query: { limit: 5 } } })) {
    assert.equal(page.length, 5);
    break;
  }
  assert.deepEqual(sent, ["GET /api/products 200"]);
});

test("a list within a path goes on below the same path", async () => {
  const { shop, sent } = watched();
  const init = { params: { path: { category_id: 1 }, query: { limit: 1 } } };
  const names: string[] = [];
  for await (const product of each(shop, "/api/categories/{category_id}/products", init)) {
    names.push(product.category.name);
  }
  assert.deepEqual(names, ["Electronics", "Electronics", "Electronics"]);
  assert.equal(sent.length, 3);
});

test("invalid input is told by field", async () => {
  const { shop } = watched();
  const body = { username: "ab", password: "123" };
  const problem = await problemOf(shop.POST("/api/register", { body }));
  assert.equal(problem.status, 400);
  assert.equal(problem.type, "/problems/validation-failed");
  assert.deepEqual(Object.keys(problem.errors).sort(), ["password", "username"]);
  assert.ok(problem.message && problem.requestId && problem.title);
});

test("a moved price is told line by line, and its figures buy", async () => {
  const keeper = await admin();
  const { data: product } = await keeper.POST("/api/products", {
    body: { name: "Movable feast", price: 20, category_id: 1 },
  });
  const { shop } = await newcomer();
  await shop.POST("/api/cart", { body: { product_id: product.id, quantity: 3 } });
  const { data: cart } = await shop.GET("/api/cart");
  const path = { product_id: product.id };
  await keeper.PATCH("/api/products/{product_id}", { params: { path }, body: { price: 25.5 } });

  const shown = { expected_total: cart.grand_total, priced_at: cart.priced_at };
  const problem = await problemOf(shop.POST("/api/checkout", { body: shown }));

  assert.ok(problem.is("price-changed"));
  const { lines, was_total, now_total, priced_at } = problem.members;
  assert.deepEqual([was_total, now_total], [60, 76.5]);
  assert.deepEqual(
    lines.map(({ name, quantity, was, now, cause }) => [name, quantity, was, now, cause]),
    [["Movable feast", 3, 20, 25.5, "price_changed"]],
  );
  const { data } = await shop.POST("/api/checkout", {
    body: { expected_total: now_total, priced_at },
  });
  assert.equal(data.total_paid, 76.5);
});

test("a checkout that is repeated with its key is made once", async () => {
  const { shop } = await newcomer();
  await shop.POST("/api/cart", { body: { product_id: 1 } });
  const init = { params: { header: { "Idempotency-Key": crypto.randomUUID() } } };
  const first = await shop.POST("/api/checkout", init);
  const second = await shop.POST("/api/checkout", init);
  assert.equal(second.response.headers.get("Idempotent-Replayed"), "true");
  assert.deepEqual(second.data, first.data);
});

test("a file is sent as a form", async () => {
  const { shop } = await newcomer();
  const pixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const image = new Blob([Buffer.from(pixel, "base64")], { type: "image/png" });
  const { data } = await shop.POST("/api/user/profile-image", { body: { image } });
  assert.match(data.profile_image_url!, /^\/static\/users\/./);
});

test("an answer that is not the shop's becomes a problem all the same", async () => {
  const html = new Response("<h1>Bad gateway</h1>", {
    status: 502,
    headers: { "Content-Type": "text/html", "Retry-After": "7" },
  });
  const problem = await problemOf(connect({ baseUrl, fetch: async () => html }).GET("/api/cart"));
  assert.deepEqual([problem.type, problem.status, problem.retryAfter], ["about:blank", 502, 7]);
  assert.deepEqual(problem.errors, {});
});

test("a shop that is not there is no problem of the shop", async () => {
  const nowhere = connect({ baseUrl: "http://127.0.0.1:9" });
  await assert.rejects(nowhere.GET("/api/cart"), TypeError);
});
