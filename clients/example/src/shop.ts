import { connect, inStorage, ShopProblem, type Schema } from "shop-client";
import { tell } from "./dom";

export type Product = Schema<"Product">;
export type Cart = Schema<"Cart">;
export type Order = Schema<"Order">;

export const BASE_URL = import.meta.env.VITE_SHOP_URL;
export const shop = connect({ baseUrl: BASE_URL, tokens: inStorage(localStorage) });

const PRICE = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" });
const TIME = new Intl.DateTimeFormat("en-IE", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

export const price = (amount: number): string => PRICE.format(amount);
export const timeOfDay = (instant: string): string => TIME.format(new Date(instant));

/** Return what to tell a person of a failure. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ShopProblem)) return "The shop can't be reached. Are you online?";
  if (error.retryAfter) return `${error.message} Try again in ${error.retryAfter} seconds.`;
  return error.message;
}

/** Do something that calls the shop, with `button` busy meanwhile; a failure is told. */
export async function busy(button: HTMLButtonElement, work: () => Promise<void>): Promise<void> {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (error) {
    tell(sentenceOf(error));
  } finally {
    button.removeAttribute("aria-busy");
  }
}
