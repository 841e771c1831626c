import type { login as english } from "../en/login";
import type { Translation } from "../translation";

export const login: Translation<typeof english> = {
  pageTitle: "登录 · AI Gateway",
  title: "登录 AI Gateway",
  forHost: "<code>{{host}}</code> 的管理员入口",
  password: "密码",
  signIn: "登录",
  signingIn: "正在登录",
  session: "登录状态在本设备保留 7 天。",
  empty: "请输入密码。",
  unanswered: "网关没有应答，请重试。",
  wrong: {
    title: "密码不正确",
    left_other: "还可尝试 {{count}} 次，之后暂停 15 分钟。",
  },
  paused: {
    title: "密码错误次数过多",
    text: "此地址的登录已暂停，{{time}} 后可重试。",
    over: "现在可以重试了。",
  },
  where: {
    cloudflare: "密码是此部署的 <code>ADMIN_PASSWORD</code> 机密变量。",
    node: "密码是此服务器的 <code>ADMIN_PASSWORD</code>；未设置时，首次启动会打印一个。",
    dev: "密码是 <code>.dev.vars</code> 中的 <code>ADMIN_PASSWORD</code>，首次启动时已打印。",
  },
  reset: "如何设置新密码",
  resetText: {
    cloudflare: "在项目目录中运行以下命令，然后重新部署：",
    node: "用新值启动服务器：",
    dev: "修改 .dev.vars 中的值，然后重新启动。",
  },
  missing: {
    title: "尚未设置密码",
    text: "设置此部署的 <code>ADMIN_PASSWORD</code> 机密变量后即可登录。命令：",
  },
  framed: {
    text: "此页面嵌在其他网站中，浏览器不会在其中保留登录状态。",
    open: "在新标签页中打开",
  },
  footer: { documentation: "文档" },
};
