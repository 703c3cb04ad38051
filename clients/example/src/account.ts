import { ShopProblem } from "shop-client";
import { byId, h, tell } from "./dom";
import { busy, sentenceOf, shop } from "./shop";

const dialog = byId<HTMLDialogElement>("sign-in");
const button = byId<HTMLButtonElement>("account");

/** Return whether somebody is signed in; asks for it first when nobody is. */
export async function signedIn(why: string): Promise<boolean> {
  if (shop.tokens.read()) return true;
  draw(why);
  dialog.showModal();
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  return shop.tokens.read() !== null;
}

/** Show who is signed in, or that nobody is. */
export async function showAccount(): Promise<void> {
  let name = "";
  if (shop.tokens.read()) {
    try {
      name = (await shop.GET("/api/user")).data.username;
    } catch (error) {
      if (!(error instanceof ShopProblem && error.status === 401)) throw error;
    }
  }
  const who = h("span", { className: "who" }, h("span", {}, name), " · ");
  button.replaceChildren(...(name ? [who, "Sign out"] : ["Sign in"]));
}

/** Let people sign in and out; `changed` is called after each. */
export function setUpAccount(changed: () => Promise<void>): void {
  button.addEventListener("click", () =>
    busy(button, async () => {
      if (shop.tokens.read()) {
        await shop.signOut();
        tell("You are signed out.");
        await changed();
      } else if (await signedIn("Good to see you.")) {
        await changed();
      }
    }),
  );
}

function draw(why: string): void {
  let isNew = false;
  const name = h("input", {
    id: "username",
    name: "username",
    autocomplete: "username",
    required: true,
    maxLength: 80,
  });
  const password = h("input", { id: "password", type: "password", required: true });
  const problem = h("p", { className: "problem", role: "alert" });
  const submit = h("button", { type: "submit", className: "main" });
  const other = h("button", { type: "button", className: "link" });
  const title = h("h2", { id: "sign-in-title" });
  const switchTo = (wanted: boolean) => {
    isNew = wanted;
    title.textContent = isNew ? "Open an account" : "Sign in";
    submit.textContent = isNew ? "Open account and sign in" : "Sign in";
    other.textContent = isNew ? "I have an account" : "I am new here";
    password.autocomplete = isNew ? "new-password" : "current-password";
    problem.replaceChildren();
  };
  other.addEventListener("click", () => (switchTo(!isNew), name.focus()));
  const form = h(
    "form",
    { noValidate: true },
    h(
      "button",
      { type: "button", className: "close", "aria-label": "Close", onclick: () => dialog.close() },
      "×",
    ),
    title,
    h("p", { className: "why" }, why),
    h("label", { htmlFor: "username" }, "Name"),
    name,
    h("label", { htmlFor: "password" }, "Password"),
    password,
    problem,
    submit,
    other,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void busy(submit, async () => {
      try {
        const body = { username: name.value, password: password.value };
        if (isNew) await shop.POST("/api/register", { body });
        await shop.signIn(body.username, body.password);
        dialog.close();
        await showAccount();
      } catch (error) {
        const fields = error instanceof ShopProblem ? Object.entries(error.errors) : [];
        const sentences = fields.map(
          ([field, said]) => `${field === "username" ? "Name" : "Password"}: ${said[0]}`,
        );
        problem.replaceChildren(
          ...(sentences.length ? sentences : [sentenceOf(error)]).map((one) => h("span", {}, one)),
        );
        (fields[0]?.[0] === "password" ? password : name).focus();
      }
    });
  });
  switchTo(false);
  dialog.replaceChildren(form);
}
