// What each sealed text in the store is bound to (ports.ts, `seal`): it opens as that row's and for nothing else. Where they
// are is listed in db/sealed-content.server.ts, which seals them anew after a change of the key.

export const bodiesPurpose = (requestId: string) => `bodies ${requestId}`;
export const answerPurpose = (id: string) => `cached answer ${id}`;
export const questionPurpose = (id: string) => `cached question ${id}`;
export const responsePurpose = (keyId: string, id: string) => `response ${keyId} ${id}`;
export const videoPurpose = (keyId: string, id: string) => `video ${keyId} ${id}`;
