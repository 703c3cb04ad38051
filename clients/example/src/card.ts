import { addToCart } from "./cart";
import { countdown } from "./countdown";
import { h, tell } from "./dom";
import { picture } from "./picture";
import { busy, price, shop, type Product } from "./shop";
import { untilWhen } from "./until";

const SIZES = "(min-width: 60rem) 18rem, (min-width: 40rem) 30vw, 46vw";

/** Show a product in the list; it renews itself when its offer ends. */
export function card(product: Product, isFirst = false): HTMLElement {
  const item = h("li", { className: "product", "data-id": product.id });
  draw(item, product, isFirst);
  return item;
}

function draw(item: HTMLElement, product: Product, isFirst: boolean): void {
  const { name, description, stock, offer, percent_off_lowest } = product;
  const titleId = `product-${product.id}`;
  const add: HTMLButtonElement = h(
    "button",
    {
      type: "button",
      className: "add",
      disabled: stock === 0,
      "aria-describedby": titleId,
      onclick: () => busy(add, () => addToCart(product)),
    },
    stock ? "Add to cart" : "Sold out",
  );
  const foot = h("p", { className: offer ? "until kept" : "until" });
  item.replaceChildren(
    picture(product, SIZES, isFirst),
    // Percentages are announced off the lowest price of the last 30 days, not off the last one.
    offer
      ? h("span", { className: "badge" }, percent_off_lowest ? `−${percent_off_lowest} %` : "Offer")
      : "",
    h("h3", { id: titleId }, name),
    h("p", { className: "about" }, description),
    prices(product),
    foot,
    add,
  );
  if (stock > 0 && stock <= 3) foot.append(h("span", { className: "few" }, `Only ${stock} left`));
  if (offer) void showEnd(item, product, foot);
}

function prices(product: Product): HTMLElement {
  const { price: base, current_price, is_on_offer, lowest_price_30d } = product;
  if (!is_on_offer) return h("p", { className: "prices" }, h("strong", {}, price(current_price)));
  return h(
    "p",
    { className: "prices" },
    h(
      "strong",
      { className: "reduced" },
      h("span", { className: "unseen" }, "Now "),
      price(current_price),
    ),
    " ",
    h("s", {}, h("span", { className: "unseen" }, "instead of "), price(base)),
    lowest_price_30d !== null &&
      h("small", {}, `Lowest price of the last 30 days: ${price(lowest_price_30d)}`),
  );
}

/** Add how long this price is still asked for, and draw the product anew after that. */
async function showEnd(item: HTMLElement, product: Product, foot: HTMLElement): Promise<void> {
  const { change, end } = await untilWhen(product);
  if (!change) return;
  const renew = async () => {
    const params = { path: { product_id: product.id } };
    const { data: fresh } = await shop.GET("/api/products/{product_id}", { params });
    if (!item.isConnected) return;
    draw(item, fresh, true);
    tell(
      fresh.is_on_offer
        ? `${fresh.name} costs ${price(fresh.current_price)} now.`
        : `The offer has ended: ${fresh.name} costs ${price(fresh.current_price)} again.`,
    );
  };
  foot.prepend(
    change === end ? "Ends in " : "Changes in ",
    countdown(change, () => void renew()),
  );
}
