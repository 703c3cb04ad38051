import { h } from "./dom";
import { BASE_URL, type Product } from "./shop";

/** Show a product: the rendition that fits, over its placeholder and colour until it has come. */
export function picture(product: Product, sizes: string, isFirst = false): HTMLElement {
  const { image, image_url, name } = product;
  if (!image && !image_url)
    return h("div", { className: "picture blank", "aria-hidden": "true" }, name[0]);
  const shown = h("img", {
    alt: image?.alt ?? "",
    width: image?.width ?? 800,
    height: image?.height ?? 800,
    loading: isFirst ? "eager" : "lazy",
    decoding: "async",
    sizes,
    srcset: image?.renditions.map(({ url, width }) => `${BASE_URL}${url} ${width}w`).join(", "),
    src: BASE_URL + image_url,
  });
  const frame = h("div", { className: "picture" }, shown);
  if (image?.color) frame.style.backgroundColor = image.color;
  if (image?.placeholder) {
    frame.style.backgroundImage = `url("${image.placeholder}")`;
    shown.addEventListener("load", () => (frame.style.backgroundImage = ""), { once: true });
  }
  return frame;
}
