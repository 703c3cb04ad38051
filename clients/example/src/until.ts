import { setClock } from "./countdown";
import { shop, type Product } from "./shop";

export interface Until {
  /** When the price changes next, as planned now. */
  change: string | null;
  /** When the offer that makes the price ends: later, where a larger one begins before. */
  end: string | null;
}

/** Ask until when a product costs what it costs. */
export async function untilWhen(product: Product): Promise<Until> {
  const { data } = await shop.GET("/api/products/{product_id}/price", {
    params: { path: { product_id: product.id }, query: { explain: true } },
  });
  setClock(data.at);
  const offer = data.considered?.find((one) => one.won);
  return { change: data.next_change_at, end: offer?.end_time ?? null };
}
