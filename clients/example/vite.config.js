import { defineConfig, loadEnv } from "vite";

// The page may load and call what it needs, and nothing else: a foreign script can't take tokens away.
const policy = (shop) => ({
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: {
        "http-equiv": "Content-Security-Policy",
        content:
          `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: ${shop}; ` +
          `connect-src ${shop}; base-uri 'none'; form-action 'none'`,
      },
      injectTo: "head-prepend",
    },
  ],
});

export default defineConfig(({ mode }) => {
  const { VITE_SHOP_URL } = loadEnv(mode, import.meta.dirname);
  return {
    plugins: [policy(VITE_SHOP_URL)],
    build: { target: "es2022", modulePreload: { polyfill: false } },
    server: { port: 5173, strictPort: true },
    preview: { port: 5173, strictPort: true },
  };
});
