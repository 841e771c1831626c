import { Streamdown } from "streamdown";

/** Its own frames, for text of 13 pixels: code in one box without a head, lists hung out, inline code without a plate. */
const plain = [
  "[&_[data-streamdown=code-block]]:my-2.5 [&_[data-streamdown=code-block]]:gap-0 [&_[data-streamdown=code-block]]:rounded-md [&_[data-streamdown=code-block]]:bg-code [&_[data-streamdown=code-block]]:p-0",
  "[&_[data-streamdown=code-block-header]]:hidden",
  "[&_[data-streamdown=code-block-body]]:border-0 [&_[data-streamdown=code-block-body]]:bg-transparent [&_[data-streamdown=code-block-body]]:p-2.5 [&_[data-streamdown=code-block-body]]:text-xs",
  "[&_[data-streamdown=inline-code]]:bg-transparent [&_[data-streamdown=inline-code]]:p-0 [&_[data-streamdown=inline-code]]:text-xs",
  "[&_ul]:ml-0 [&_ul]:list-outside [&_ul]:pl-4 [&_ol]:list-outside [&_ol]:pl-5 [&_li]:py-0.5",
].join(" ");

/** Loaded with the first answer only. */
export default function Markdown({ text, streaming }: { text: string; streaming: boolean }) {
  return (
    <Streamdown
      isAnimating={streaming}
      caret="block"
      controls={false}
      lineNumbers={false}
      linkSafety={{ enabled: false }}
      components={{ img: ImageLink }}
      className={`space-y-2.5 break-words text-sm leading-[1.35rem] [&_h1]:text-lg [&_h2]:text-base [&_h3]:text-sm [&_pre]:text-xs ${plain}`}
    >
      {text}
    </Streamdown>
  );
}

/** A picture of an answer is a link: loading it by itself would tell its server what was asked here. */
function ImageLink({ src, alt }: { src?: unknown; alt?: unknown; node?: unknown }) {
  if (typeof src !== "string") return null;
  return (
    <a href={src} target="_blank" rel="noreferrer" className="text-brand-text underline">
      {typeof alt === "string" && alt !== "" ? alt : src}
    </a>
  );
}
