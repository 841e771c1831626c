import { Streamdown } from "streamdown";

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
      className="space-y-2.5 break-words text-sm leading-[1.35rem] [&_h1]:text-lg [&_h2]:text-base [&_h3]:text-sm [&_pre]:text-xs"
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
