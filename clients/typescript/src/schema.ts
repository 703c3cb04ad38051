// Written by `make client` from the OpenAPI document. Change the API, not this file.

export interface paths {
    "/api/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open an account. */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in and get two tokens. */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get a new access token for a refresh token. */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out: both tokens of this sign-in are dead at once. */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read my account. */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /** Delete my account for good; my orders stay, without my name. */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /** Give my account another name. */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/api/user/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set another password; every other sign-in ends. */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/user/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download everything that the shop holds on me. */
        get: operations["exportUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/user/profile-image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read my account with the address of its picture, or null there. */
        get: operations["getProfileImage"];
        put?: never;
        /** Upload my picture; it takes the old one's place. */
        post: operations["setProfileImage"];
        /** Take my picture away. */
        delete: operations["deleteProfileImage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/user/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List where I am signed in, the newest first. */
        get: operations["listSignIns"];
        put?: never;
        post?: never;
        /** Sign out everywhere but here. */
        delete: operations["endOtherSignIns"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/user/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a sign-in: both its tokens are dead at once. */
        delete: operations["endSignIn"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List all categories. */
        get: operations["listCategories"];
        put?: never;
        /** Add a category. */
        post: operations["createCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/categories/{category_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: number;
            };
            cookie?: never;
        };
        /** Read a category. */
        get: operations["getCategory"];
        put?: never;
        post?: never;
        /** Delete an empty category. */
        delete: operations["deleteCategory"];
        options?: never;
        head?: never;
        /** Rename a category. */
        patch: operations["changeCategory"];
        trace?: never;
    };
    "/api/categories/{category_id}/products": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: number;
            };
            cookie?: never;
        };
        /** List the products of a category. */
        get: operations["listCategoryProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List products at their current prices, filtered and sorted. */
        get: operations["listProducts"];
        put?: never;
        /** Put a product on sale. */
        post: operations["createProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/{product_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        /** Read a product at its current price. */
        get: operations["getProduct"];
        /** Replace what an admin sets of a product. */
        put: operations["replaceProduct"];
        post?: never;
        /** Withdraw a product; orders keep their lines. */
        delete: operations["withdrawProduct"];
        options?: never;
        head?: never;
        /** Change some of a product. */
        patch: operations["changeProduct"];
        trace?: never;
    };
    "/api/products/{product_id}/image": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        /** Read a product with the address of its picture, or null there. */
        get: operations["getProductImage"];
        put?: never;
        /** Upload a product's first picture; it takes the old one's place. */
        post: operations["setProductImage"];
        /** Take a product's first picture away; where there are others, the next one moves up. */
        delete: operations["deleteProductImage"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/{product_id}/images": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        /** List a product's pictures, the first one first. */
        get: operations["listImages"];
        put?: never;
        /** Upload one picture more, behind the others; 20 at most. */
        post: operations["addImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/{product_id}/images/{image_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: number;
                image_id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a picture away; those behind it move up. */
        delete: operations["deleteImage"];
        options?: never;
        head?: never;
        /** Describe a picture, or give it another place. */
        patch: operations["changeImage"];
        trace?: never;
    };
    "/api/products/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the products that pass all filters: by category, price, offer and stock. */
        get: operations["countProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add and change products by a file: all of its lines, or none. */
        post: operations["importProducts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download every product on sale with its base price, as a file. */
        get: operations["exportProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List ten names on sale that begin as typed, in their order, each once. */
        get: operations["suggestProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/{product_id}/price": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        /**
         * Read what a product costs at any instant, past or planned.
         * @description `explain=true` adds every offer looked at, whether it ran, and why it won or lost.
         */
        get: operations["getPrice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/{product_id}/prices": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        /** List a product's prices from one instant to another, at most 400 days, without gaps. */
        get: operations["listPrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/{product_id}/stock": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        /** List why a product's stock changed, the newest first. */
        get: operations["listStockMovements"];
        put?: never;
        /** Book units received, corrected or lost. */
        post: operations["changeStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List offers, the newest first. */
        get: operations["listOffers"];
        put?: never;
        /** Plan an offer. */
        post: operations["createOffer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/offers/active": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the products on sale now. */
        get: operations["listProductsOnOffer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/offers/{offer_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer_id: number;
            };
            cookie?: never;
        };
        /** Read an offer. */
        get: operations["getOffer"];
        put?: never;
        post?: never;
        /** Delete an offer that has not begun. */
        delete: operations["deleteOffer"];
        options?: never;
        head?: never;
        /** Change an offer; once it has begun, only its end and the runs to come. */
        patch: operations["changeOffer"];
        trace?: never;
    };
    "/api/offers/{offer_id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer_id: number;
            };
            cookie?: never;
        };
        /** List all runs of an offer, past and planned, in order: at most 500. */
        get: operations["listOfferRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/offers/{offer_id}/apply/{product_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer_id: number;
                product_id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Apply an offer to a product; again is the same. */
        post: operations["applyOffer"];
        /** Take an offer off a product. */
        delete: operations["removeOffer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/offers/{offer_id}/apply/categories/{category_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer_id: number;
                category_id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Apply an offer to every product of a category. */
        post: operations["applyOfferToCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read my cart at this instant's prices. */
        get: operations["getCart"];
        put?: never;
        /** Put a product into my cart; the same again adds up. */
        post: operations["addToCart"];
        /** Empty my cart. */
        delete: operations["clearCart"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cart/{item_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item_id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a product out of my cart. */
        delete: operations["removeCartItem"];
        options?: never;
        head?: never;
        /** Set how many of a product my cart means. */
        patch: operations["changeCartItem"];
        trace?: never;
    };
    "/api/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Buy everything in my cart, or nothing at all.
         * @description Send `expected_total` and `priced_at` of the cart the customer saw, and nothing is
         *     bought at another total: 409 says which prices changed, why and when. Send an
         *     `Idempotency-Key`, and the call can be repeated safely.
         */
        post: operations["checkout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my orders, the newest first; an admin sees all. */
        get: operations["listOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        /** Read an order of mine; an admin reads any. */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Ship or deliver an order. */
        patch: operations["changeOrder"];
        trace?: never;
    };
    "/api/orders/{order_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel an order that is not shipped; its stock returns. */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{order_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        /** List every status an order came to: when, and by whom. */
        get: operations["getOrderHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{order_id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        /** Get a receipt to print and keep; `Accept: application/json` gets the same as data. */
        get: operations["getReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List accounts, the newest first. */
        get: operations["listUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        /** Read an account. */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Make somebody an admin or not, switch an account off or on. */
        patch: operations["changeAccount"];
        trace?: never;
    };
    "/api/admin/users/{user_id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign somebody out everywhere. */
        delete: operations["endSignInsOfUser"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what admins changed and what concerns security, the newest first. */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/reports/sales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Report units, revenue and discounts by day, category, offer or product. */
        get: operations["reportSales"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prove the books: stock, orders, prices and files, each finding with its id. */
        get: operations["verifyBooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List every type of failure with its meaning. */
        get: operations["listProblems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        /** Explain a type of failure. */
        get: operations["getProblem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say that the process is there. */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say whether database, migrations and storage are there; Redis is told of, not needed. */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell what requests ask for and cost, in Prometheus's text format. */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/static/{folder}/{filename}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                folder: "products" | "users";
                filename: string;
            };
            cookie?: never;
        };
        /** Load a picture. */
        get: operations["getFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say what is here: a page for people, links for programs. */
        get: operations["getHome"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Describe every call for machines. */
        get: operations["getOpenApiDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show every call to people, to read and to try. */
        get: operations["getDocsPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            /**
             * @description What kind of problem; stable, for programs.
             * @example /problems/validation-failed
             */
            type: string;
            /** @example Some fields are not valid */
            title: string;
            /** @example 400 */
            status: number;
            /** @example price: Must be from 0.01 to 99999999.99. */
            detail: string;
            /**
             * @description The same sentence as `detail`.
             * @example price: Must be from 0.01 to 99999999.99.
             */
            error: string;
            /** @description For invalid input: the messages of each field. */
            errors?: {
                [key: string]: string[];
            };
            /**
             * @description Name it when you ask for help.
             * @example 1f0c1a9e5d6f4c1b
             */
            request_id: string;
        };
        Register: {
            /** @example ada */
            username: string;
            /** @example correct horse */
            password: string;
        };
        Rendition: {
            /** @example 480 */
            width: number;
            /** @example 360 */
            height: number;
            /** @example /static/products/4b0c-480.webp */
            url: string;
        };
        ProfileImage: {
            /** @example 1600 */
            width: number;
            /** @example 1200 */
            height: number;
            /** @description From the narrowest to the widest; never wider than the image. */
            renditions: components["schemas"]["Rendition"][];
            /**
             * @description A tiny image to show meanwhile, less than 400 bytes.
             * @example data:image/webp;base64,UklGRh4A
             */
            placeholder: string;
            /**
             * @description The colour that most of it has.
             * @example #2f7fb5
             */
            color: string;
        };
        User: {
            /** @example 7 */
            id: number;
            /** @example ada */
            username: string;
            is_admin: boolean;
            /** @example /static/users/4b0c.jpg */
            readonly profile_image_url: string | null;
            readonly image: components["schemas"]["ProfileImage"] | null;
        };
        Registered: {
            message: string;
            user: components["schemas"]["User"];
        };
        Login: {
            /** @example admin */
            username: string;
            /** @example admin123 */
            password: string;
        };
        Tokens: {
            /** @description Send it as `Authorization: Bearer <access_token>`; lasts 1 hour. */
            access_token: string;
            /** @description Serves `POST /api/refresh`; lasts 30 days. */
            refresh_token: string;
        };
        Refreshed: {
            /** @description Send it as `Authorization: Bearer <access_token>`; lasts 1 hour. */
            access_token: string;
            /** @description Only with REFRESH_TOKEN_ROTATION: keep it, the one you sent serves 10 seconds more. */
            refresh_token?: string;
        };
        Message: {
            message: string;
        };
        UserChange: {
            /** @example grace */
            username?: string;
        };
        Leave: {
            /** @example correct horse */
            password: string;
        };
        PasswordChange: {
            /** @example admin123 */
            current_password: string;
            /** @example correct horse */
            new_password: string;
        };
        Account: {
            /** @example 7 */
            id: number;
            /** @example ada */
            username: string;
            is_admin: boolean;
            /** @example /static/users/4b0c.jpg */
            readonly profile_image_url: string | null;
            readonly image: components["schemas"]["ProfileImage"] | null;
            /** @description Whether its user can sign in and stay signed in. */
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
        };
        ExportedSignIn: {
            id: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_used_at: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: date-time */
            ended_at: string | null;
            agent: string | null;
            address: string | null;
        };
        ExportedCartItem: {
            product_id: number;
            name: string;
            quantity: number;
        };
        OrderItem: {
            product_id: number | null;
            /** @example Wireless Headphones */
            name: string;
            quantity: number;
            /** @example 78.66 */
            price_at_purchase: number;
            /** @example 157.32 */
            line_total: number;
        };
        ExportedChange: {
            order_id: number;
            /** @enum {string} */
            status: "placed" | "shipped" | "delivered" | "cancelled";
            /** Format: date-time */
            at: string;
        };
        ExportedOrder: {
            id: number;
            /** @description Null once the account is deleted. */
            user_id: number | null;
            /** @enum {string} */
            status: "placed" | "shipped" | "delivered" | "cancelled";
            /** @example 157.32 */
            total_price: number;
            /**
             * Format: date-time
             * @description Null for orders from before the shop kept instants.
             */
            created_at: string | null;
            items: components["schemas"]["OrderItem"][];
            changes: components["schemas"]["ExportedChange"][];
        };
        ExportedKey: {
            key: string;
            /** Format: date-time */
            created_at: string;
        };
        AuditActor: {
            id: number;
            /** @example ada */
            username: string | null;
        };
        AuditSubject: {
            /** @example product */
            type: string;
            /** @example 7 */
            id: number;
        };
        AuditEvent: {
            /** @example 31 */
            id: number;
            /** Format: date-time */
            at: string;
            /**
             * @description The operation's id in this document, or such as `loginFailed`.
             * @example changeProduct
             */
            action: string;
            /** @description Null when nobody was signed in, or on the command line. */
            actor: components["schemas"]["AuditActor"] | null;
            subject: components["schemas"]["AuditSubject"] | null;
            /** @description What was asked, without secrets. */
            detail: {
                [key: string]: unknown;
            };
            /**
             * @description The network it came from.
             * @example 203.0.113.0/24
             */
            address: string | null;
            request_id: string | null;
        };
        Export: {
            /** Format: date-time */
            exported_at: string;
            account: components["schemas"]["Account"];
            sign_ins: components["schemas"]["ExportedSignIn"][];
            cart: components["schemas"]["ExportedCartItem"][];
            orders: components["schemas"]["ExportedOrder"][];
            /** @description Statuses that the user gave to orders, of anybody. */
            order_changes: components["schemas"]["ExportedChange"][];
            idempotency_keys: components["schemas"]["ExportedKey"][];
            /** @description What the audit trail says by and about the user. */
            events: components["schemas"]["AuditEvent"][];
        };
        ImageUpload: {
            /**
             * Format: binary
             * @description A png, jpg, jpeg, gif, webp or avif file of at most 5 MB.
             */
            image: Blob;
        };
        UserImage: {
            message: string;
            readonly profile_image_url: string | null;
            user: components["schemas"]["User"];
        };
        SignIn: {
            /** @example 12 */
            id: number;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description To the minute or so.
             */
            last_used_at: string;
            /** Format: date-time */
            expires_at: string;
            /**
             * @description What the client called itself.
             * @example Mozilla/5.0 (X11; Linux x86_64)
             */
            agent: string | null;
            /**
             * @description The network it came from.
             * @example 203.0.113.0/24
             */
            address: string | null;
            /** @description Whether it is the one that asks. */
            current: boolean;
        };
        Category: {
            id: number;
            /** @example Electronics */
            name: string;
            product_count: number;
        };
        CategoryWrite: {
            /** @example Garden */
            name: string;
        };
        CategoryChange: {
            /** @example Garden and Balcony */
            name?: string;
        };
        CategoryName: {
            /** @example Electronics */
            name: string;
        };
        AppliedOffer: {
            /** @example Black Friday */
            name: string;
            /** @example 12.5 */
            discount_percent: number;
        };
        ShownImage: {
            /** @example 1600 */
            width: number;
            /** @example 1200 */
            height: number;
            /** @description From the narrowest to the widest; never wider than the image. */
            renditions: components["schemas"]["Rendition"][];
            /**
             * @description A tiny image to show meanwhile, less than 400 bytes.
             * @example data:image/webp;base64,UklGRh4A
             */
            placeholder: string;
            /**
             * @description The colour that most of it has.
             * @example #2f7fb5
             */
            color: string;
            /** @example Black headphones on a table */
            alt: string | null;
        };
        Product: {
            /** @example 12 */
            id: number;
            /** @example Wireless Headphones */
            name: string;
            description: string | null;
            /**
             * @description The base price.
             * @example 89.9
             */
            price: number;
            /** @example 25 */
            stock: number;
            /** @example 1 */
            category_id: number;
            category: components["schemas"]["CategoryName"];
            /** @description The offer that runs now, or null. */
            offer_id: number | null;
            offer: components["schemas"]["AppliedOffer"] | null;
            /**
             * @description What one unit costs now.
             * @example 78.66
             */
            current_price: number;
            is_on_offer: boolean;
            /** @example 11.24 */
            discount_amount: number;
            readonly image_url: string | null;
            readonly image: components["schemas"]["ShownImage"] | null;
            /**
             * @description The lowest price asked in the 30 days before the running reduction began; null when no offer runs or none was asked.
             * @example 89.9
             */
            lowest_price_30d: number | null;
            /**
             * @description How far `current_price` lies below `lowest_price_30d`, rounded down: the percentage to announce. 0 when it does not; null where `lowest_price_30d` is.
             * @example 12.5
             */
            percent_off_lowest: number | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        ProductCreate: {
            /** @example Wireless Headphones */
            name: string;
            /** @example 89.9 */
            price: number;
            /** @example 1 */
            category_id: number;
            /** @example Forty hours of music. */
            description?: string | null;
            /**
             * @description An offer to apply. In PUT, null takes off the offers that run now.
             * @example null
             */
            offer_id?: number | null;
            /**
             * @default 10
             * @example 25
             */
            stock?: number;
        };
        ProductReplace: {
            /** @example Wireless Headphones */
            name: string;
            /** @example 89.9 */
            price: number;
            /** @example 1 */
            category_id: number;
            /** @example Forty hours of music. */
            description?: string | null;
            /**
             * @description An offer to apply. In PUT, null takes off the offers that run now.
             * @example null
             */
            offer_id?: number | null;
            /**
             * @description Left out: the stock stays as it is.
             * @example 25
             */
            stock?: number;
        };
        ProductChange: {
            /** @example Wireless Headphones 2 */
            name?: string;
            /** @example 79.9 */
            price?: number;
            /** @example 1 */
            category_id?: number;
            description?: string | null;
            /** @example 30 */
            stock?: number;
            /**
             * @description An offer to apply; null takes off the offers that run now.
             * @example null
             */
            offer_id?: number | null;
        };
        ProductImage: {
            message: string;
            readonly image_url: string | null;
            product: components["schemas"]["Product"];
        };
        ProductImageRendition: {
            /** @example 480 */
            width: number;
            /** @example 360 */
            height: number;
            readonly url: string | null;
        };
        Image: {
            /** @example 31 */
            id: number;
            /**
             * @description From 1; the first one is the product's `image_url`.
             * @example 1
             */
            position: number;
            readonly url: string | null;
            /** @example Black headphones on a table */
            alt: string | null;
            /** @example 1600 */
            width: number | null;
            /** @example 1200 */
            height: number | null;
            renditions: components["schemas"]["ProductImageRendition"][];
            placeholder: string | null;
            /** @example #2f7fb5 */
            color: string | null;
            /** Format: date-time */
            created_at: string | null;
        };
        ImageChange: {
            /**
             * @description 1 makes it the first; past the last it becomes the last.
             * @example 1
             */
            position?: number;
            /**
             * @description For who can't see it; empty where it only decorates.
             * @example Black headphones on a table
             */
            alt?: string | null;
        };
        CategoryCount: {
            /** @example 1 */
            id: number;
            /** @example Electronics */
            name: string;
            /** @example 12 */
            count: number;
        };
        PriceBand: {
            /**
             * @description This price or more.
             * @example 10
             */
            from: number;
            /**
             * @description Less than this price; null where there is no end.
             * @example 25
             */
            to: number | null;
            /** @example 7 */
            count: number;
        };
        Facets: {
            /** @example 19 */
            total: number;
            categories: components["schemas"]["CategoryCount"][];
            /** @description By current price, from 0, 10, 25, 50, 100, 250, 500 and 1000. */
            price_bands: components["schemas"]["PriceBand"][];
            /** @example 3 */
            on_offer: number;
            /** @example 18 */
            in_stock: number;
        };
        RefusedLine: {
            /**
             * @description Counted from 1, the header included.
             * @example 7
             */
            line: number;
            /**
             * @description The messages of each column; `line` for the line as a whole.
             * @example {
             *       "price": [
             *         "Must be from 0.01 to 99999999.99."
             *       ]
             *     }
             */
            errors: {
                [key: string]: string[];
            };
        };
        ImportRefused: {
            /** @description Nothing was changed, it was only tried. */
            dry_run: boolean;
            partial: boolean;
            /**
             * @description Lines with a product, good or not.
             * @example 1000
             */
            lines: number;
            /** @example 990 */
            created: number;
            /** @example 7 */
            changed: number;
            /**
             * @description Products that are already as their line says.
             * @example 2
             */
            unchanged: number;
            /** @example 1 */
            refused: number;
            /** @description At most 1000 of them, in the order of the file. */
            refused_lines: components["schemas"]["RefusedLine"][];
        };
        ImportReport: {
            /** @description Nothing was changed, it was only tried. */
            dry_run: boolean;
            partial: boolean;
            /**
             * @description Lines with a product, good or not.
             * @example 1000
             */
            lines: number;
            /** @example 990 */
            created: number;
            /** @example 7 */
            changed: number;
            /**
             * @description Products that are already as their line says.
             * @example 2
             */
            unchanged: number;
            /** @example 1 */
            refused: number;
            /** @description At most 1000 of them, in the order of the file. */
            refused_lines: components["schemas"]["RefusedLine"][];
        };
        Suggestion: {
            id: number;
            /** @example Wireless Headphones */
            name: string;
        };
        PricedOffer: {
            id: number;
            /** @example Black Friday */
            name: string;
            /** @example 12.5 */
            discount_percent: number;
        };
        Verdict: {
            offer: components["schemas"]["PricedOffer"];
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
            /** Format: date-time */
            applied_at: string;
            /** Format: date-time */
            removed_at: string | null;
            ran: boolean;
            won: boolean;
            /** @example A larger discount runs; discounts never add up. */
            reason: string;
        };
        PriceAt: {
            /** Format: date-time */
            at: string;
            /**
             * @description The base price.
             * @example 89.9
             */
            price: number;
            /** @example 78.66 */
            current_price: number;
            offer: components["schemas"]["PricedOffer"] | null;
            is_on_offer: boolean;
            /**
             * Format: date-time
             * @description When it changes as planned now; null if never.
             */
            next_change_at: string | null;
            considered?: components["schemas"]["Verdict"][];
            rounding?: string;
        };
        Segment: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** @example 78.66 */
            price: number;
            offer: components["schemas"]["PricedOffer"] | null;
        };
        StockMovement: {
            id: number;
            product_id: number;
            /** @example -2 */
            delta: number;
            /** @enum {string} */
            reason: "initial" | "received" | "correction" | "shrinkage" | "sale" | "cancelled" | "adopted";
            order_id: number | null;
            /** Format: date-time */
            created_at: string;
        };
        StockChange: {
            /**
             * @description Positive for `received`, negative for `shrinkage`.
             * @example 5
             */
            delta: number;
            /**
             * @example received
             * @enum {string}
             */
            reason: "received" | "correction" | "shrinkage";
        };
        Stock: {
            /** @example 30 */
            stock: number;
            movement: components["schemas"]["StockMovement"];
        };
        Run: {
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
            /**
             * @description What the wall clock of `timezone` shows then; null without one.
             * @example 2099-11-27T00:00:00+01:00
             */
            local_start_time: string | null;
            /**
             * @description What the wall clock of `timezone` shows then; null without one.
             * @example 2099-11-30T00:00:00+01:00
             */
            local_end_time: string | null;
            /** @enum {string} */
            state: "scheduled" | "running" | "over";
        };
        Offer: {
            id: number;
            /** @example Black Friday */
            name: string;
            /** @example 12.5 */
            discount_percent: number;
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
            /** @example Europe/Berlin */
            timezone: string | null;
            /**
             * @description What the wall clock of `timezone` shows then; null without one.
             * @example 2099-11-27T00:00:00+01:00
             */
            local_start_time: string | null;
            /**
             * @description What the wall clock of `timezone` shows then; null without one.
             * @example 2099-11-30T00:00:00+01:00
             */
            local_end_time: string | null;
            /** @example FREQ=WEEKLY;BYDAY=FR */
            recurrence: string | null;
            /** @description The run that runs now or comes next; null when it is over. */
            run: components["schemas"]["Run"] | null;
            /** @enum {string} */
            state: "scheduled" | "running" | "over";
            /** @description Seconds until `run` starts, by the server's clock; or 0. */
            starts_in: number;
            /** @description Seconds until `run` ends, by the server's clock; or 0. */
            ends_in: number;
        };
        OfferCreate: {
            /** @example Black Friday */
            name: string;
            /** @example 12.5 */
            discount_percent: number;
            /** @example 2099-11-27T00:00:00 */
            start_time: string;
            /** @example 2099-11-30T00:00:00 */
            end_time: string;
            /**
             * @description An IANA zone; instants without offset are its wall clock.
             * @example Europe/Berlin
             */
            timezone?: string | null;
            /**
             * @description When it runs again, as an RRULE of RFC 5545 by the zone's wall clock, such as `FREQ=WEEKLY;BYDAY=FR`; at most 500 runs in two years. Null drops the runs to come.
             * @example null
             */
            recurrence?: string | null;
        };
        OfferChange: {
            /** @example Black Friday */
            name?: string;
            /** @example 12.5 */
            discount_percent?: number;
            /** @example 2099-11-27T00:00:00 */
            start_time?: string;
            /** @example 2099-11-30T00:00:00 */
            end_time?: string;
            /**
             * @description An IANA zone; instants without offset are its wall clock.
             * @example Europe/Berlin
             */
            timezone?: string | null;
            /**
             * @description When it runs again, as an RRULE of RFC 5545 by the zone's wall clock, such as `FREQ=WEEKLY;BYDAY=FR`; at most 500 runs in two years. Null drops the runs to come.
             * @example null
             */
            recurrence?: string | null;
        };
        Overlap: {
            id: number;
            name: string;
            discount_percent: number;
            /** Format: date-time */
            start_time: string;
            /** Format: date-time */
            end_time: string;
        };
        Touched: {
            product_id: number;
            name: string;
            /** @example 89.9 */
            before: number;
            /** @example 78.66 */
            after: number;
            lowest_price_30d: number | null;
            percent_off_lowest: number | null;
            overlaps: components["schemas"]["Overlap"][];
        };
        Trial: {
            /**
             * Format: date-time
             * @description The instant of the prices: now, or the offer's start.
             */
            at: string;
            /** @description How many products; at most 1000 are listed. */
            count: number;
            products: components["schemas"]["Touched"][];
        };
        Applied: {
            message: string;
            dry_run?: components["schemas"]["Trial"];
        };
        CartItem: {
            id: number;
            user_id: number;
            product_id: number;
            quantity: number;
            product: components["schemas"]["Product"];
            /** @example 179.8 */
            line_total: number;
            /**
             * @description Why it can't be bought now; absent when it can.
             * @enum {string}
             */
            problem?: "sold_out" | "withdrawn" | "fewer_left";
        };
        Cart: {
            items: components["schemas"]["CartItem"][];
            /** @example 179.8 */
            grand_total: number;
            /** Format: date-time */
            priced_at: string;
        };
        CartAdd: {
            /** @example 1 */
            product_id: number;
            /**
             * @default 1
             * @example 1
             */
            quantity?: number;
        };
        CartChange: {
            /** @example 2 */
            quantity: number;
        };
        Checkout: {
            /** @description The `grand_total` of the cart that the customer saw. */
            expected_total?: number;
            /** @description The `priced_at` of that cart; naive is UTC. */
            priced_at?: string;
        };
        Order: {
            id: number;
            /** @description Null once the account is deleted. */
            user_id: number | null;
            /** @enum {string} */
            status: "placed" | "shipped" | "delivered" | "cancelled";
            /** @example 157.32 */
            total_price: number;
            /**
             * Format: date-time
             * @description Null for orders from before the shop kept instants.
             */
            created_at: string | null;
            items: components["schemas"]["OrderItem"][];
        };
        CheckoutResult: {
            message: string;
            /** @example 157.32 */
            total_paid: number;
            order: components["schemas"]["Order"];
        };
        ChangedLine: {
            product_id: number;
            /** @example Wireless Headphones */
            name: string;
            quantity: number;
            /** @example 78.66 */
            was: number | null;
            /** @example 89.9 */
            now: number | null;
            /** @enum {string} */
            cause: "offer_started" | "offer_ended" | "price_changed" | "withdrawn";
            /**
             * Format: date-time
             * @description When the last such change happened.
             */
            changed_at: string;
        };
        PriceChanged: {
            lines: components["schemas"]["ChangedLine"][];
            /** @example 78.66 */
            was_total: number;
            /** @example 89.9 */
            now_total: number;
            /** Format: date-time */
            priced_at: string;
        };
        OrderChange: {
            /**
             * @example shipped
             * @enum {string}
             */
            status: "placed" | "shipped" | "delivered" | "cancelled";
        };
        Actor: {
            id: number;
            /** @example ada */
            username: string;
        };
        OrderEvent: {
            /** @enum {string} */
            status: "placed" | "shipped" | "delivered" | "cancelled";
            /** Format: date-time */
            at: string | null;
            /** @description Null once the account is deleted. */
            actor: components["schemas"]["Actor"] | null;
        };
        Receipt: {
            order: components["schemas"]["Order"];
            /** @example ada */
            buyer: string | null;
            /** Format: date-time */
            issued_at: string;
        };
        AccountChange: {
            is_admin?: boolean;
            /**
             * @description false signs its user out everywhere, at once.
             * @example true
             */
            is_active?: boolean;
        };
        Sales: {
            /**
             * @description Of the category, offer or product; null for a day and for no offer.
             * @example 1
             */
            id: number | null;
            /** @example 2026-11-27 */
            name: string;
            /** @example 17 */
            orders: number;
            /** @example 41 */
            units: number;
            /** @example 1893.25 */
            revenue: number;
            /**
             * @description How much less was paid than the base prices.
             * @example 210.5
             */
            discounts: number;
            /**
             * @description Revenue of orders that were cancelled, in no other figure.
             * @example 39.9
             */
            cancelled: number;
        };
        SalesReport: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** @example day */
            by: string;
            /** @example Europe/Berlin */
            timezone: string;
            total: components["schemas"]["Sales"];
            rows: components["schemas"]["Sales"][];
        };
        Finding: {
            id: number | null;
            detail: string;
        };
        Proof: {
            /** @example stock-is-the-sum-of-its-movements */
            name: string;
            /** @example Every stock equals the sum of its movements. */
            claim: string;
            /** @description How many findings there are; at most 1000 are listed. */
            count: number;
            findings: components["schemas"]["Finding"][];
        };
        Verification: {
            clean: boolean;
            /** Format: date-time */
            verified_at: string;
            proofs: components["schemas"]["Proof"][];
        };
        ProblemType: {
            /** @example /problems/out-of-stock */
            type: string;
            /** @example A product ran out */
            title: string;
            /** @example 400 */
            status: number;
            meaning: string;
            /** @example Stock for Headphones ran out */
            example: string;
        };
        Health: {
            /** @enum {string} */
            status: "ok" | "unavailable";
            /** @description Of each part; only where it was asked. */
            checks?: {
                [key: string]: string;
            };
            /** @description How long each check took. */
            milliseconds?: {
                [key: string]: number;
            };
        };
        HomeLink: {
            /** @example /api/docs */
            address: string;
            /** @example Read and try the API */
            name: string;
            what: string;
        };
        Home: {
            /** @example A small shop */
            name: string;
            links: components["schemas"]["HomeLink"][];
        };
    };
    responses: {
        /** @description Any other failure. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Register"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /**
             * @description * `/problems/username-taken`: The name is taken.
             *     * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /**
             * @description * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/wrong-credentials`: Name or password is wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refreshed"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Leave"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /**
             * @description * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             *     * `/problems/password-wrong`: The password is wrong.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/last-admin`: The shop would have no admin. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /**
             * @description * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/username-in-use`: The name is somebody else's. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /**
             * @description * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             *     * `/problems/password-wrong`: The password is wrong.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getProfileImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setProfileImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImageUpload"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserImage"];
                };
            };
            /**
             * @description * `/problems/image-invalid`: The file is not an image the shop takes.
             *     * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/images-busy`: Too many images at once.
             *     * `/problems/storage-unavailable`: Images can't be kept at the moment.
             *     * `/problems/unavailable`: Not available at the moment.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteProfileImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserImage"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/image-not-found`: No image. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSignIns: {
        parameters: {
            query?: {
                /** @description At most so many rows. */
                limit?: number;
                /** @description Where the page begins; taken from the `Link` header of the page before. */
                cursor?: string;
                /** @description Whether `X-Total-Count` tells how many rows there are in all. */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next page, `<...>; rel="next"`, absent on the last, and the one before, `<...>; rel="prev"`, absent on the first. */
                    Link?: string;
                    /** @description How many rows there are in all, when `count=true` asked. */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignIn"][];
                };
            };
            /**
             * @description * `/problems/cursor-invalid`: The cursor does not fit.
             *     * `/problems/cursor-expired`: The cursor is too old.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    endOtherSignIns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    endSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/sign-in-not-found`: No such sign-in. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listCategories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"][];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createCategory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryWrite"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            /**
             * @description * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/category-name-taken`: The category name is taken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            /** @description * `/problems/category-not-found`: No such category. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/category-not-found`: No such category. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/category-not-empty`: The category has products. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            /**
             * @description * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/category-not-found`: No such category. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/category-name-taken`: The category name is taken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listCategoryProducts: {
        parameters: {
            query?: {
                /** @description At most so many rows. */
                limit?: number;
                /** @description Where the page begins; taken from the `Link` header of the page before. */
                cursor?: string;
                /** @description Whether `X-Total-Count` tells how many rows there are in all. */
                count?: boolean;
                /** @description Words, or their beginnings, that name or description hold; case and accents do not matter. */
                q?: string;
                /** @description Current prices from this one on. */
                min_price?: number;
                /** @description Current prices up to this one. */
                max_price?: number;
                /** @description Only products on sale now, or only the others. */
                on_offer?: boolean;
                /** @description Only products that are there, or only the others. */
                in_stock?: boolean;
                sort?: "newest" | "name" | "price" | "-price" | "discount" | "relevance";
            };
            header?: never;
            path: {
                category_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next page, `<...>; rel="next"`, absent on the last, and the one before, `<...>; rel="prev"`, absent on the first. */
                    Link?: string;
                    /** @description How many rows there are in all, when `count=true` asked. */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"][];
                };
            };
            /**
             * @description * `/problems/cursor-invalid`: The cursor does not fit.
             *     * `/problems/cursor-expired`: The cursor is too old.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/category-not-found`: No such category. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listProducts: {
        parameters: {
            query?: {
                /** @description At most so many rows. */
                limit?: number;
                /** @description Where the page begins; taken from the `Link` header of the page before. */
                cursor?: string;
                /** @description Whether `X-Total-Count` tells how many rows there are in all. */
                count?: boolean;
                /** @description Words, or their beginnings, that name or description hold; case and accents do not matter. */
                q?: string;
                category_id?: number;
                /** @description Current prices from this one on. */
                min_price?: number;
                /** @description Current prices up to this one. */
                max_price?: number;
                /** @description Only products on sale now, or only the others. */
                on_offer?: boolean;
                /** @description Only products that are there, or only the others. */
                in_stock?: boolean;
                sort?: "newest" | "name" | "price" | "-price" | "discount" | "relevance";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next page, `<...>; rel="next"`, absent on the last, and the one before, `<...>; rel="prev"`, absent on the first. */
                    Link?: string;
                    /** @description How many rows there are in all, when `count=true` asked. */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"][];
                };
            };
            /**
             * @description * `/problems/cursor-invalid`: The cursor does not fit.
             *     * `/problems/cursor-expired`: The cursor is too old.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createProduct: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductCreate"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location?: string;
                    /** @description For `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            /**
             * @description * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/category-not-found`: No such category.
             *     * `/problems/offer-not-found`: No such offer.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description For `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            /** @description * `/problems/product-not-found`: No such product. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    replaceProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change; 412 when it has changed since. */
                "If-Match"?: string;
            };
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductReplace"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description For `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            /**
             * @description * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/product-not-found`: No such product.
             *     * `/problems/category-not-found`: No such category.
             *     * `/problems/offer-not-found`: No such offer.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/precondition-failed`: It has changed since you read it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    withdrawProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change; 412 when it has changed since. */
                "If-Match"?: string;
            };
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/product-not-found`: No such product. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/precondition-failed`: It has changed since you read it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version to change; 412 when it has changed since. */
                "If-Match"?: string;
            };
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description For `If-Match`. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            /**
             * @description * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/product-not-found`: No such product.
             *     * `/problems/category-not-found`: No such category.
             *     * `/problems/offer-not-found`: No such offer.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/precondition-failed`: It has changed since you read it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getProductImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            /** @description * `/problems/product-not-found`: No such product. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setProductImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImageUpload"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductImage"];
                };
            };
            /**
             * @description * `/problems/image-invalid`: The file is not an image the shop takes.
             *     * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/product-not-found`: No such product. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/images-busy`: Too many images at once.
             *     * `/problems/storage-unavailable`: Images can't be kept at the moment.
             *     * `/problems/unavailable`: Not available at the moment.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteProductImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductImage"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/product-not-found`: No such product.
             *     * `/problems/image-not-found`: No image.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listImages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Image"][];
                };
            };
            /** @description * `/problems/product-not-found`: No such product. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImageUpload"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Image"];
                };
            };
            /**
             * @description * `/problems/image-invalid`: The file is not an image the shop takes.
             *     * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/product-not-found`: No such product. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-images`: There are enough images. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/images-busy`: Too many images at once.
             *     * `/problems/storage-unavailable`: Images can't be kept at the moment.
             *     * `/problems/unavailable`: Not available at the moment.
             */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: number;
                image_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/product-not-found`: No such product.
             *     * `/problems/image-not-found`: No image.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: number;
                image_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Image"];
                };
            };
            /**
             * @description * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/product-not-found`: No such product.
             *     * `/problems/image-not-found`: No image.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    countProducts: {
        parameters: {
            query?: {
                /** @description Words, or their beginnings, that name or description hold; case and accents do not matter. */
                q?: string;
                category_id?: number;
                /** @description Current prices from this one on. */
                min_price?: number;
                /** @description Current prices up to this one. */
                max_price?: number;
                /** @description Only products on sale now, or only the others. */
                on_offer?: boolean;
                /** @description Only products that are there, or only the others. */
                in_stock?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Facets"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    importProducts: {
        parameters: {
            query?: {
                /** @description Change nothing, and tell what would be changed. */
                dry_run?: boolean;
                /** @description Import the good lines; else all lines or none. */
                partial?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A file in UTF-8, sent with its `Content-Length`: CSV whose first line names the columns, or a JSON object a line. A line without `id` is a new product and needs `name`, `price` and `category` or `category_id`; one with `id` changes what else it names, of `name`, `description`, `price`, `stock`, `category` and `category_id`. */
        requestBody: {
            content: {
                /**
                 * @example id,name,description,price,stock,category
                 *     ,Desk Lamp,Bends where you need it.,34.90,12,Home
                 *     1,,Now in blue.,129.00,,
                 */
                "text/csv": string;
                /**
                 * @example {"name": "Desk Lamp", "price": 34.9, "stock": 12, "category": "Home"}
                 *     {"id": 1, "price": 129}
                 */
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /**
             * @description * `/problems/import-unreadable`: The file can't be read.
             *     * `/problems/import-refused`: Some lines can't be imported.
             *     * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": (components["schemas"]["Problem"] & components["schemas"]["ImportRefused"]) | components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/category-not-found`: No such category. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/length-required`: The length of the body is missing. */
            411: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportProducts: {
        parameters: {
            query?: {
                /** @description Left out: what `Accept` prefers, else csv. */
                format?: "csv" | "jsonl";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A file that an import reads. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    suggestProducts: {
        parameters: {
            query: {
                /** @description How a name begins; case and accents do not matter. */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestion"][];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPrice: {
        parameters: {
            query?: {
                /** @description Any instant, past or planned; now when left out. */
                at?: string;
                explain?: boolean;
            };
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceAt"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/product-not-found`: No such product.
             *     * `/problems/price-unknown`: The product had no price then.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPrices: {
        parameters: {
            query: {
                /** @description Naive is UTC. */
                from: string;
                /** @description Exclusive; naive is UTC. */
                to: string;
            };
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Segment"][];
                };
            };
            /**
             * @description * `/problems/window-invalid`: The window can't be told.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/product-not-found`: No such product. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listStockMovements: {
        parameters: {
            query?: {
                /** @description At most so many rows. */
                limit?: number;
                /** @description Where the page begins; taken from the `Link` header of the page before. */
                cursor?: string;
                /** @description Whether `X-Total-Count` tells how many rows there are in all. */
                count?: boolean;
            };
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next page, `<...>; rel="next"`, absent on the last, and the one before, `<...>; rel="prev"`, absent on the first. */
                    Link?: string;
                    /** @description How many rows there are in all, when `count=true` asked. */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockMovement"][];
                };
            };
            /**
             * @description * `/problems/cursor-invalid`: The cursor does not fit.
             *     * `/problems/cursor-expired`: The cursor is too old.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/product-not-found`: No such product. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeStock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                product_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stock"];
                };
            };
            /**
             * @description * `/problems/not-enough-stock`: Fewer are left than asked for.
             *     * `/problems/stock-too-large`: More than the shop keeps of a product.
             *     * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/product-not-found`: No such product. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listOffers: {
        parameters: {
            query?: {
                /** @description At most so many rows. */
                limit?: number;
                /** @description Where the page begins; taken from the `Link` header of the page before. */
                cursor?: string;
                /** @description Whether `X-Total-Count` tells how many rows there are in all. */
                count?: boolean;
                state?: "scheduled" | "running" | "over";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next page, `<...>; rel="next"`, absent on the last, and the one before, `<...>; rel="prev"`, absent on the first. */
                    Link?: string;
                    /** @description How many rows there are in all, when `count=true` asked. */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offer"][];
                };
            };
            /**
             * @description * `/problems/cursor-invalid`: The cursor does not fit.
             *     * `/problems/cursor-expired`: The cursor is too old.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createOffer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferCreate"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offer"];
                };
            };
            /**
             * @description * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listProductsOnOffer: {
        parameters: {
            query?: {
                /** @description At most so many rows. */
                limit?: number;
                /** @description Where the page begins; taken from the `Link` header of the page before. */
                cursor?: string;
                /** @description Whether `X-Total-Count` tells how many rows there are in all. */
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next page, `<...>; rel="next"`, absent on the last, and the one before, `<...>; rel="prev"`, absent on the first. */
                    Link?: string;
                    /** @description How many rows there are in all, when `count=true` asked. */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"][];
                };
            };
            /**
             * @description * `/problems/cursor-invalid`: The cursor does not fit.
             *     * `/problems/cursor-expired`: The cursor is too old.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOffer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offer"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/offer-not-found`: No such offer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteOffer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/offer-not-found`: No such offer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/offer-fixed`: The offer can't be changed like this. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeOffer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Offer"];
                };
            };
            /**
             * @description * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/offer-not-found`: No such offer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/offer-fixed`: The offer can't be changed like this. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listOfferRuns: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"][];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/offer-not-found`: No such offer. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    applyOffer: {
        parameters: {
            query?: {
                /** @description Change nothing, and tell what would be changed. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                offer_id: number;
                product_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Applied"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/offer-not-found`: No such offer.
             *     * `/problems/product-not-found`: No such product.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeOffer: {
        parameters: {
            query?: {
                /** @description Change nothing, and tell what would be changed. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                offer_id: number;
                product_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Applied"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/offer-not-found`: No such offer.
             *     * `/problems/product-not-found`: No such product.
             *     * `/problems/offer-not-applied`: The product does not hold the offer.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    applyOfferToCategory: {
        parameters: {
            query?: {
                /** @description Change nothing, and tell what would be changed. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                offer_id: number;
                category_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Applied"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/offer-not-found`: No such offer.
             *     * `/problems/category-not-found`: No such category.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCart: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cart"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addToCart: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CartAdd"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /**
             * @description * `/problems/not-enough-stock`: Fewer are left than asked for.
             *     * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/product-not-found`: No such product. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    clearCart: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    removeCartItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/cart-item-not-found`: No such cart item. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeCartItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                item_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CartChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartItem"];
                };
            };
            /**
             * @description * `/problems/not-enough-stock`: Fewer are left than asked for.
             *     * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/cart-item-not-found`: No such cart item. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    checkout: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name of your own for this purchase: repeat the call with the same key and body, and you get the first answer again, for 24 hours. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Checkout"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description `true` when this is the answer to an earlier call with the same key. */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckoutResult"];
                };
            };
            /**
             * @description * `/problems/cart-empty`: The cart is empty.
             *     * `/problems/out-of-stock`: A product ran out.
             *     * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/price-changed`: The price is another than you were shown.
             *     * `/problems/idempotency-key-in-use`: The first request with this key still runs.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": (components["schemas"]["Problem"] & components["schemas"]["PriceChanged"]) | components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/idempotency-key-reused`: The key belongs to another request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description At most so many rows. */
                limit?: number;
                /** @description Where the page begins; taken from the `Link` header of the page before. */
                cursor?: string;
                /** @description Whether `X-Total-Count` tells how many rows there are in all. */
                count?: boolean;
                user_id?: number;
                status?: "placed" | "shipped" | "delivered" | "cancelled";
                /** @description Placed at this instant or later; naive is UTC. */
                from?: string;
                /** @description Placed before this instant; naive is UTC. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next page, `<...>; rel="next"`, absent on the last, and the one before, `<...>; rel="prev"`, absent on the first. */
                    Link?: string;
                    /** @description How many rows there are in all, when `count=true` asked. */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"][];
                };
            };
            /**
             * @description * `/problems/cursor-invalid`: The cursor does not fit.
             *     * `/problems/cursor-expired`: The cursor is too old.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/order-not-found`: No such order. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /**
             * @description * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/order-not-found`: No such order. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/order-state`: The order's status does not allow this. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/order-not-found`: No such order. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/order-state`: The order's status does not allow this. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOrderHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderEvent"][];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/order-not-found`: No such order. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/order-not-found`: No such order. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description At most so many rows. */
                limit?: number;
                /** @description Where the page begins; taken from the `Link` header of the page before. */
                cursor?: string;
                /** @description Whether `X-Total-Count` tells how many rows there are in all. */
                count?: boolean;
                /** @description Part of the name; case does not matter. */
                q?: string;
                is_admin?: boolean;
                is_active?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next page, `<...>; rel="next"`, absent on the last, and the one before, `<...>; rel="prev"`, absent on the first. */
                    Link?: string;
                    /** @description How many rows there are in all, when `count=true` asked. */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"][];
                };
            };
            /**
             * @description * `/problems/cursor-invalid`: The cursor does not fit.
             *     * `/problems/cursor-expired`: The cursor is too old.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/user-not-found`: No such user. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /**
             * @description * `/problems/malformed-request`: The request can't be read.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/user-not-found`: No such user. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/last-admin`: The shop would have no admin. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-large`: Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unsupported-media-type`: Unsupported content type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    endSignInsOfUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description * `/problems/validation-failed`: Some fields are not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/user-not-found`: No such user. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /** @description At most so many rows. */
                limit?: number;
                /** @description Where the page begins; taken from the `Link` header of the page before. */
                cursor?: string;
                /** @description Whether `X-Total-Count` tells how many rows there are in all. */
                count?: boolean;
                /** @description Who did it, or whom it was done to. */
                user_id?: number;
                action?: string;
                /** @description At this instant or later; naive is UTC. */
                from?: string;
                /** @description Before this instant; naive is UTC. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next page, `<...>; rel="next"`, absent on the last, and the one before, `<...>; rel="prev"`, absent on the first. */
                    Link?: string;
                    /** @description How many rows there are in all, when `count=true` asked. */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEvent"][];
                };
            };
            /**
             * @description * `/problems/cursor-invalid`: The cursor does not fit.
             *     * `/problems/cursor-expired`: The cursor is too old.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    reportSales: {
        parameters: {
            query?: {
                /** @description Orders placed at this instant or later; 30 days before `to` when left out. */
                from?: string;
                /** @description Orders placed before this instant; now when left out. */
                to?: string;
                by?: "day" | "category" | "offer" | "product";
                /** @description Whose days are meant, and what naive instants are read in; else UTC. */
                timezone?: string;
                /** @description In place of `Accept`: JSON, a file for spreadsheets, a chart. */
                format?: "json" | "csv" | "svg";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesReport"];
                    "text/csv": string;
                    "image/svg+xml": string;
                };
            };
            /**
             * @description * `/problems/window-invalid`: The window can't be told.
             *     * `/problems/validation-failed`: Some fields are not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    verifyBooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listProblems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemType"][];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getProblem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemType"];
                };
            };
            /** @description * `/problems/not-found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /**
             * @description * `/problems/authentication-required`: Sign in first.
             *     * `/problems/token-invalid`: The token is not valid.
             *     * `/problems/token-expired`: The token has expired.
             *     * `/problems/token-revoked`: The sign-in has ended.
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/forbidden`: Not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                folder: "products" | "users";
                filename: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/avif": unknown;
                    "image/gif": unknown;
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/webp": unknown;
                };
            };
            /** @description The part of it that `Range` asks for. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/avif": unknown;
                    "image/gif": unknown;
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/webp": unknown;
                };
            };
            /** @description Where the picture is, when it is kept elsewhere. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `If-None-Match` names it: the client has it. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description * `/problems/not-found`: Not found. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/precondition-failed`: It has changed since you read it. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/range-not-satisfiable`: No such range. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getHome: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/json": components["schemas"]["Home"];
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOpenApiDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The OpenAPI 3.1 document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getDocsPage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description * `/problems/not-acceptable`: Not acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/too-many-requests`: Too many requests. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/internal-error`: Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description * `/problems/unavailable`: Not available at the moment. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
