import { setUpAccount, showAccount } from "./account";
import { setUpCart, showCount } from "./cart";
import { setUpCatalogue, showProducts } from "./catalogue";
import { tell } from "./dom";
import { showOffers } from "./offers";
import { sentenceOf } from "./shop";

const showCustomer = async (): Promise<void> => {
  await showAccount();
  await showCount();
};

setUpAccount(showCustomer);
setUpCart();
const parts = [setUpCatalogue(), showProducts(), showOffers(), showCustomer()];
for (const part of parts) part.catch((error: unknown) => tell(sentenceOf(error)));
