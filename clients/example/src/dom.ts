type Child = Node | string | number | null | undefined | false;

/** Make an element: properties by their names, anything else as an attribute. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Record<string, unknown> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name in element) Object.assign(element, { [name]: value });
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(
    ...children.filter(isShown).map((child) => (child instanceof Node ? child : String(child))),
  );
  return element;
}

/** Return the element of the page with this id. */
export function byId<Element extends HTMLElement = HTMLElement>(id: string): Element {
  return document.getElementById(id) as Element;
}

let hiding: ReturnType<typeof setTimeout>;

/** Tell a sentence at the foot of the page, for eyes and screen readers. */
export function tell(sentence: string): void {
  // A modal dialog makes all around it inert, also for screen readers: the sentence goes inside.
  (document.querySelector("dialog[open]") ?? document.body).append(byId("toast"));
  const toast = byId("toast");
  toast.textContent = sentence;
  toast.classList.add("shown");
  clearTimeout(hiding);
  hiding = setTimeout(() => toast.classList.remove("shown"), 5000);
}

function isShown(child: Child): child is Node | string | number {
  return child !== null && child !== undefined && child !== false;
}
