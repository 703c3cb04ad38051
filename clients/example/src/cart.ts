import { signedIn } from "./account";
import { byId, h, tell } from "./dom";
import { payButton } from "./checkout";
import { picture } from "./picture";
import { busy, price, shop, type Cart, type Product } from "./shop";

const dialog = byId<HTMLDialogElement>("cart");
const EMPTY: Cart = { items: [], grand_total: 0, priced_at: "" };
const PROBLEMS = {
  sold_out: "Sold out meanwhile. Take it out to buy the rest.",
  withdrawn: "No longer sold. It is left out of the total.",
  fewer_left: "There are fewer left. Take some out.",
};

/** Put one unit into the cart; who is not signed in is asked to, first. */
export async function addToCart(product: Product): Promise<void> {
  if (!(await signedIn(`Sign in, and ${product.name} is in your cart.`))) return;
  await shop.POST("/api/cart", { body: { product_id: product.id } });
  await showCount();
  tell(`${product.name} is in your cart.`);
}

/** Show how many units are in the cart. */
export async function showCount(cart?: Cart): Promise<void> {
  const { items } = cart ?? (await readCart());
  const units = items.reduce((sum, item) => sum + item.quantity, 0);
  const count = byId("cart-count");
  count.hidden = units === 0;
  count.textContent = String(units);
  byId("open-cart").setAttribute(
    "aria-label",
    units ? `Cart, ${units} ${units === 1 ? "item" : "items"}` : "Cart",
  );
}

/** Let people open the cart. */
export function setUpCart(): void {
  const open = byId<HTMLButtonElement>("open-cart");
  open.addEventListener("click", () =>
    busy(open, async () => {
      if (!(await signedIn("Your cart waits behind your name."))) return;
      await showCart();
      dialog.showModal();
    }),
  );
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}

/** Draw the cart as it is now. */
export async function showCart(): Promise<void> {
  byId("toast").classList.remove("shown");
  const cart = await readCart();
  await showCount(cart);
  if (cart.items.length === 0) {
    showInDrawer("Your cart", h("p", { className: "nothing" }, "Nothing in it yet."));
    return;
  }
  showInDrawer(
    "Your cart",
    h("ul", { className: "lines" }, ...cart.items.map(line)),
    h(
      "div",
      { className: "sum" },
      h(
        "p",
        { className: "total" },
        "Total",
        h("strong", { id: "total" }, price(cart.grand_total)),
      ),
      payButton(`Pay ${price(cart.grand_total)}`, {
        expected_total: cart.grand_total,
        priced_at: cart.priced_at,
      }),
    ),
  );
}

/** Fill the drawer, and begin at its title. */
export function showInDrawer(title: string, ...content: HTMLElement[]): void {
  const head = h("h2", { id: "cart-title", tabIndex: -1 }, title);
  const close = h(
    "button",
    { type: "button", className: "close", "aria-label": "Close", onclick: () => dialog.close() },
    "×",
  );
  dialog.replaceChildren(h("header", {}, head, close), ...content);
  if (dialog.open) head.focus();
}

async function readCart(): Promise<Cart> {
  return shop.tokens.read() ? (await shop.GET("/api/cart")).data : EMPTY;
}

function line(item: Cart["items"][number]): HTMLElement {
  const { product, quantity, problem } = item;
  const path = { item_id: item.id };
  const change = (wanted: number) => async () => {
    if (wanted > 0) {
      await shop.PATCH("/api/cart/{item_id}", { params: { path }, body: { quantity: wanted } });
    } else {
      await shop.DELETE("/api/cart/{item_id}", { params: { path } });
    }
    await showCart();
  };
  const step = (sign: string, name: string, wanted: number) => {
    const button: HTMLButtonElement = h(
      "button",
      {
        type: "button",
        "aria-label": `${name}: ${product.name}`,
        onclick: () => busy(button, change(wanted)),
      },
      sign,
    );
    return button;
  };
  return h(
    "li",
    {},
    picture(product, "5rem"),
    h("h3", {}, product.name),
    h(
      "p",
      { className: "each" },
      `${price(product.current_price)} each`,
      product.offer && h("em", {}, product.offer.name),
    ),
    h(
      "div",
      { className: "stepper" },
      step("−", "One less", quantity - 1),
      h("span", {}, h("span", { className: "unseen" }, "Quantity "), quantity),
      step("+", "One more", quantity + 1),
      step("Remove", "Remove", 0),
    ),
    h("strong", {}, price(item.line_total)),
    problem && h("p", { className: "problem" }, PROBLEMS[problem]),
  );
}
