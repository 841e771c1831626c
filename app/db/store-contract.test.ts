import { openTestDatabase } from "~/tests/database";
import { storeContract } from "~/tests/store-contract";

// The same promises are tested on Cloudflare's D1 in app/tests/integration/workerd/store.test.ts.
storeContract(async () => openTestDatabase());
