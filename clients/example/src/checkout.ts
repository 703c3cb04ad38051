import { ShopProblem, type Schema } from "shop-client";
import { showCart, showCount, showInDrawer } from "./cart";
import { byId, h } from "./dom";
import { busy, price, shop, timeOfDay, type Order } from "./shop";

type Shown = Required<Schema<"Checkout">>;
type Moved = Schema<"PriceChanged">;

const CAUSES = {
  offer_started: "An offer began",
  offer_ended: "The offer ended",
  price_changed: "The price was changed",
  withdrawn: "No longer sold",
};

/** Return a button that buys the cart at what was shown, and at nothing else. */
export function payButton(text: string, shown: Shown): HTMLButtonElement {
  // Kept by the button: when no answer comes, pressing again asks for the same purchase.
  const key = crypto.randomUUID();
  const button: HTMLButtonElement = h(
    "button",
    { type: "button", className: "main", onclick: () => busy(button, () => pay(shown, key)) },
    text,
  );
  return button;
}

async function pay(shown: Shown, key: string): Promise<void> {
  try {
    const params = { header: { "Idempotency-Key": key } };
    const { data } = await shop.POST("/api/checkout", { params, body: shown });
    thank(data.order);
    await showCount();
  } catch (error) {
    if (error instanceof ShopProblem && error.is("price-changed")) {
      askAgain(error.members);
      return;
    }
    if (error instanceof ShopProblem && error.status === 400) await showCart(); // Sold out meanwhile.
    throw error;
  }
}

/** Show what became of the price, line by line, with a button that agrees and buys. */
function askAgain({ lines, was_total, now_total, priced_at }: Moved): void {
  const back = h(
    "button",
    { type: "button", className: "link", onclick: () => busy(back, showCart) },
    "Back to the cart",
  );
  showInDrawer(
    now_total < was_total ? "Good news: it costs less" : "The price has changed",
    h(
      "p",
      { className: "why" },
      "Nothing was bought. This is what changed since you opened your cart:",
    ),
    h("ul", { className: "changes" }, ...lines.map(change)),
    h(
      "div",
      { className: "sum" },
      h(
        "p",
        { className: "total" },
        "Total",
        h(
          "span",
          {},
          h("s", {}, h("span", { className: "unseen" }, "was "), price(was_total)),
          " ",
          h(
            "strong",
            { id: "total" },
            h("span", { className: "unseen" }, "is now "),
            price(now_total),
          ),
        ),
      ),
      payButton(`Agree and pay ${price(now_total)}`, { expected_total: now_total, priced_at }),
      back,
    ),
  );
}

function change({
  name,
  quantity,
  was,
  now,
  cause,
  changed_at,
}: Moved["lines"][number]): HTMLElement {
  return h(
    "li",
    {},
    h("h3", {}, quantity > 1 ? `${quantity} × ${name}` : name),
    h(
      "p",
      { className: "moved" },
      was !== null && h("s", {}, h("span", { className: "unseen" }, "was "), price(was)),
      h("span", { "aria-hidden": "true" }, " → "),
      h(
        "strong",
        { className: (now ?? 0) < (was ?? 0) ? "lower" : "higher" },
        h("span", { className: "unseen" }, "is now "),
        now === null ? "left out" : price(now),
      ),
      quantity > 1 && now !== null && h("small", {}, " each"),
    ),
    h("p", { className: "cause" }, `${CAUSES[cause]} at ${timeOfDay(changed_at)}.`),
  );
}

function thank(order: Order): void {
  showInDrawer(
    "Thank you!",
    h("p", { className: "why" }, `Your order number ${order.id} is placed.`),
    h(
      "ul",
      { className: "receipt" },
      ...order.items.map(({ name, quantity, line_total }) =>
        h("li", {}, h("span", {}, `${quantity} × ${name}`), h("strong", {}, price(line_total))),
      ),
    ),
    h(
      "div",
      { className: "sum" },
      h(
        "p",
        { className: "total" },
        "Paid",
        h("strong", { id: "total" }, price(order.total_price)),
      ),
      h(
        "button",
        {
          type: "button",
          className: "main",
          onclick: () => byId<HTMLDialogElement>("cart").close(),
        },
        "Go on shopping",
      ),
    ),
  );
}
