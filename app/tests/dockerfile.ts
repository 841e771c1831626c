/** What a test needs of a Dockerfile: the steps of its last stage. */
export interface Image {
  workdir: string;
  /** Files of earlier stages, by the stage's name. */
  copies: { stage: string; from: string; to: string }[];
  environment: Record<string, string>;
  user: string;
  volume: string;
  command: string[];
  healthcheck: string[];
}

export function readDockerfile(text: string): Image {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));
  const all = (name: string) =>
    last.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const one = (name: string): string => {
    const [value, ...rest] = all(name);
    if (value === undefined || rest.length > 0) throw new Error(`the last stage has not exactly one ${name}`);
    return value;
  };
  const list = (text: string): string[] => JSON.parse(text.slice(text.indexOf("[")));
  return {
    workdir: one("WORKDIR"),
    copies: all("COPY").map((copy) => {
      const match = /^--from=(\S+) (\S+) (\S+)$/.exec(copy);
      if (match === null) throw new Error(`COPY ${copy} does not copy one thing from a stage`);
      return { stage: match[1]!, from: match[2]!, to: match[3]! };
    }),
    environment: Object.fromEntries(
      all("ENV")
        .flatMap((line) => line.split(" "))
        .map((pair) => pair.split("=") as [string, string]),
    ),
    user: one("USER"),
    volume: one("VOLUME"),
    command: list(one("CMD")),
    healthcheck: list(one("HEALTHCHECK")),
  };
}
