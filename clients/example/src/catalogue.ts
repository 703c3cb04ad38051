import { pages } from "shop-client";
import { card } from "./card";
import { byId, h, tell } from "./dom";
import { busy, sentenceOf, shop, type Product } from "./shop";

type Sort = "newest" | "name" | "price" | "-price" | "discount" | "relevance";
type Filter = { name: string; category_id?: number; on_offer?: true };

const ALL: Filter = { name: "All products" };
const PAGE = 24;
const list = byId("products");
const more = byId<HTMLButtonElement>("more");
const words = byId<HTMLInputElement>("words");
const sort = byId<HTMLSelectElement>("sort");

let filter = ALL;
let rest: AsyncGenerator<Product[], void>;
let shown = 0; // Counts up with each new list, so that a late answer to an old one is dropped.

/** Show the first page of what search, category and order ask for. */
export async function showProducts(): Promise<void> {
  const mine = ++shown;
  const { name, ...chosen } = filter;
  const q = words.value.trim() || undefined;
  const order = q && sort.value === "newest" ? "relevance" : (sort.value as Sort);
  rest = pages(shop, "/api/products", {
    params: { query: { ...chosen, q, sort: order, limit: PAGE } },
  });
  byId("products-title").textContent = q ? `“${q}” in ${name.toLowerCase()}` : name;
  list.setAttribute("aria-busy", "true");
  try {
    await addPage(mine, (cards) => list.replaceChildren(...cards));
  } catch (error) {
    tell(sentenceOf(error));
  }
  if (mine !== shown) return;
  list.removeAttribute("aria-busy");
  const nothing = byId("nothing");
  nothing.hidden = list.childElementCount > 0;
  nothing.textContent = q
    ? "Nothing goes by these words. Try fewer, or only their beginnings."
    : "Nothing here yet.";
}

async function addPage(mine: number, put: (cards: HTMLElement[]) => void): Promise<void> {
  const page = await rest.next();
  if (mine !== shown) return;
  const products: Product[] = page.value ?? [];
  put(products.map((product, index) => card(product, index < 4)));
  more.hidden = products.length < PAGE;
}

/** Let people search, choose a category, sort and go on. */
export async function setUpCatalogue(): Promise<void> {
  let waiting: ReturnType<typeof setTimeout>;
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void showProducts(), 250);
  });
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    void showProducts().then(() => list.focus());
  });
  sort.addEventListener("change", () => void showProducts());
  more.addEventListener("click", () =>
    busy(more, () =>
      addPage(shown, (cards) => {
        list.append(...cards);
        cards[0]?.querySelector<HTMLElement>(".add")?.focus();
      }),
    ),
  );
  const { data } = await shop.GET("/api/categories");
  const categories = data
    .filter((category) => category.product_count > 0)
    .map(({ id, name }) => ({ name, category_id: id }));
  const filters = [ALL, { name: "On offer", on_offer: true } as const, ...categories];
  byId("categories").replaceChildren(...filters.map((one) => h("li", {}, chip(one))));
}

function chip(one: Filter): HTMLButtonElement {
  const button = h("button", { type: "button", "aria-pressed": String(one === filter) }, one.name);
  button.addEventListener("click", () => {
    filter = one;
    for (const other of byId("categories").querySelectorAll("button")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
    void showProducts();
  });
  return button;
}
