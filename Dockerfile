FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

# Only what runs: the bundle, the migrations, the Node host and the files that it imports, two packages.
FROM node:24-slim
WORKDIR /app
RUN mkdir /data && chown 1000:1000 /data
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/package.json ./package.json
COPY --from=build /app/build ./build
COPY --from=build /app/drizzle ./drizzle
COPY --from=build /app/app/lib ./app/lib
COPY --from=build /app/app/platform ./app/platform
COPY --from=build /app/app/gateway/upstream-url.ts ./app/gateway/upstream-url.ts
COPY --from=build /app/app/server.node.ts ./app/server.node.ts
ENV NODE_ENV=production PORT=7860 HOST=0.0.0.0 DATA_DIR=/data TRUST_PROXY=1
USER 1000
VOLUME /data
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "app/server.node.ts"]
