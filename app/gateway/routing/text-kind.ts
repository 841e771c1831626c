// What kind of text a prompt is, told from how it looks: good enough to choose a model by, and cheap.

const mostLooked = 20_000;

const codeMarks: RegExp[] = [
  /```/,
  /^[^\S\n]*(?:import|from|export|package|using|#include|require)\b[^.?!]{0,80}[;{"'>)]?[^\S\n]*$/m,
  /\b(?:function|def|func|fn|class|interface|struct|impl|enum)\s+\w{1,60}\s{0,4}[(<{:]/,
  /\b(?:const|let|var)\s+\w{1,60}\s{0,4}[:=]/,
  /(?:=>|::|->)\s{0,4}[{\w(]/,
  /;\s{0,4}$/m,
  /\b(?:SELECT\b.{1,200}\bFROM|INSERT INTO|UPDATE \w{1,60} SET|CREATE TABLE)\b/i,
  /^\s{0,8}at [\w.$<>]{1,80} ?\(.{1,200}:\d+/m,
  /Traceback \(most recent call last\)|\b\w{0,40}(?:Error|Exception): /,
  /<\/(?:div|span|html|script|body)>/,
  /^(?:diff --git|@@ -\d|\+\+\+ |--- )/m,
];
const codeTalk =
  /\b(?:refactor|unit tests?|stack trace|regex|regular expression|sql query|source code|codebase|pull request|compile error|segfault|typescript|javascript|python|golang|rust|java|kotlin|swift|c\+\+|c#|php|ruby|bash script|shell script|dockerfile|write (?:a |some |me )?(?:function|code|script|program|class)|(?:fix|debug) (?:this|the|my) (?:code|bug|function|test|script))\b/i;
const codeTalkChinese = /代码|编程|写(?:一个|个|一段)?(?:函数|程序|脚本)|报错|调试|单元测试|正则表达式|重构/;

/** A fence or a sentence about programming is enough; of mere marks two are needed. */
export function looksLikeCode(text: string): boolean {
  const looked = text.length > mostLooked ? text.slice(-mostLooked) : text;
  if (codeMarks[0]!.test(looked) || codeTalk.test(looked) || codeTalkChinese.test(looked)) return true;
  let marks = 0;
  for (const mark of codeMarks) if (mark.test(looked) && ++marks >= 2) return true;
  return false;
}

const scripts: [string, RegExp][] = [
  ["ja", /[\u3040-\u30ff]/g],
  ["ko", /[\uac00-\ud7af\u1100-\u11ff]/g],
  ["zh", /[\u3400-\u9fff]/g],
  ["ru", /[\u0400-\u04ff]/g],
  ["ar", /[\u0600-\u06ff]/g],
  ["he", /[\u0590-\u05ff]/g],
  ["hi", /[\u0900-\u097f]/g],
  ["th", /[\u0e00-\u0e7f]/g],
  ["el", /[\u0370-\u03ff]/g],
];

/** The little words of a language that its neighbours do not have. */
const littleWords: [string, RegExp][] = [
  ["en", /\b(?:the|and|of|is|are|to|what|how|with|this|that|please|write|my)\b/gi],
  ["de", /\b(?:der|die|das|und|ist|nicht|ein|eine|wie|mit|für|auf|bitte|ich)\b/gi],
  ["fr", /\b(?:le|les|des|est|une|pour|dans|avec|vous|je|quel|quelle|et|du)\b/gi],
  ["es", /\b(?:el|los|las|una|por|para|con|que|cómo|qué|es|del|y|mi)\b/gi],
  ["pt", /\b(?:os|uma|não|para|com|como|você|em|do|da|é|meu|por)\b/gi],
  ["it", /\b(?:il|gli|che|una|per|con|come|sono|della|di|è|mio|perché)\b/gi],
];

export const languages = [...scripts, ...littleWords].map(([language]) => language);

/** ISO 639-1 code of the language that most of the text is in; null where it cannot be told. */
export function detectLanguage(text: string): string | null {
  const looked = text.length > 4_000 ? text.slice(0, 4_000) : text;
  const count = (pattern: RegExp) => looked.match(pattern)?.length ?? 0;
  const letters = count(/\p{L}/gu);
  if (letters === 0) return null;
  // Kana among Chinese characters is Japanese, and a few words of Latin script in either are names.
  for (const [language, pattern] of scripts) {
    const share = count(pattern) / letters;
    if (share > (language === "ja" ? 0.1 : 0.2)) return language;
  }
  let best: string | null = null;
  let most = 0;
  for (const [language, pattern] of littleWords) {
    const found = count(pattern);
    if (found > most) {
      most = found;
      best = language;
    }
  }
  return best;
}
