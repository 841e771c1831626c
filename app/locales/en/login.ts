export const login = {
  pageTitle: "Sign in · AI Gateway",
  title: "Sign in to AI Gateway",
  forHost: "Administrator access for <code>{{host}}</code>",
  password: "Password",
  signIn: "Sign in",
  signingIn: "Signing in",
  session: "Sessions last 7 days on this device.",
  empty: "Enter the password.",
  unanswered: "The gateway did not answer. Try again.",
  wrong: {
    title: "That password is not right",
    left_one: "{{count}} attempt left before a 15 minute pause.",
    left_other: "{{count}} attempts left before a 15 minute pause.",
  },
  paused: {
    title: "Too many wrong passwords",
    text: "Sign-in from this address is paused. Try again in {{time}}.",
    over: "You can try again now.",
  },
  where: {
    cloudflare: "The password is the <code>ADMIN_PASSWORD</code> secret of this deployment.",
    node: "The password is <code>ADMIN_PASSWORD</code> of this server; the first start printed one if you set none.",
    dev: "The password is <code>ADMIN_PASSWORD</code> in <code>.dev.vars</code>; the first start printed it.",
  },
  reset: "How to set a new password",
  resetText: {
    cloudflare: "Run this in the project's folder, then deploy once more:",
    node: "Start the server with a new value:",
    dev: "Change the value in .dev.vars and start again.",
  },
  missing: {
    title: "No password is set yet",
    text: "Sign-in opens when this deployment has the <code>ADMIN_PASSWORD</code> secret. Set it with:",
  },
  framed: {
    text: "This page is shown inside another site, where browsers keep no session.",
    open: "Open it in its own tab",
  },
  footer: { documentation: "Documentation" },
};
