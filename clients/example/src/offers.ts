import { countdown } from "./countdown";
import { byId, h } from "./dom";
import { shop } from "./shop";
import { untilWhen } from "./until";

/** Show the offers that run, those that end first in front, each with its countdown. */
export async function showOffers(): Promise<void> {
  const { data } = await shop.GET("/api/offers/active", { params: { query: { limit: 100 } } });
  const firsts = [...new Map(data.map((product) => [product.offer_id, product])).values()];
  const ends = await Promise.all(firsts.map(untilWhen));
  const running = firsts
    .map((product, index) => ({ product, end: ends[index]!.end ?? "" }))
    .sort((one, other) => one.end.localeCompare(other.end));
  byId("offers").hidden = running.length === 0;
  byId("offer-list").replaceChildren(
    ...running.map(({ product: { offer, offer_id }, end }) => {
      const number = data.filter((product) => product.offer_id === offer_id).length;
      return h(
        "li",
        {},
        h("b", {}, `−${offer!.discount_percent} %`),
        h("span", {}, offer!.name),
        h(
          "small",
          {},
          `${number} ${number === 1 ? "product" : "products"}, `,
          end && "ends in ",
          end && countdown(end, () => void showOffers()),
        ),
      );
    }),
  );
}
