// One hiring loop through the client that openapi-typescript and openapi-fetch make of our document.
// The tests drive it against a site; it prints the application's id. Given as JSON: site, job, person, owner, client.
import createClient, { type Client } from "openapi-fetch";
import type { paths } from "./schema";

type Api = Client<paths, "application/json">;
type Given = { site: string; title: string; person: string; owner: string; client: string; secret: string };
type Answer<Data> = { data?: Data; error?: unknown; response: Response };

declare const process: { env: Record<string, string | undefined> };
const given = JSON.parse(process.env.GIVEN ?? "{}") as Given;

const api = (token: string): Api =>
  createClient<paths>({ baseUrl: given.site, headers: { Authorization: `Bearer ${token}` } });

function good<Data>(answer: Answer<Data>): { data: Data; tag: string } {
  if (answer.data === undefined) throw new Error(`${answer.response.status}: ${JSON.stringify(answer.error)}`);
  return { data: answer.data, tag: answer.response.headers.get("ETag") ?? "" };
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(`This did not hold: ${what}`);
}

async function tokenOf(client: string, secret: string): Promise<string> {
  const asked = await fetch(`${given.site}/oauth/token`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${client}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  return ((await asked.json()) as { access_token: string }).access_token;
}

async function apply(person: Api): Promise<string> {
  const found = good(await person.GET("/api/v1/jobs", { params: { query: { workplace: ["REMOTE"] } } }));
  const job = found.data.items.find((one) => one.title === given.title);
  if (!job) throw new Error("The posting was not found.");
  const once = { params: { header: { "Idempotency-Key": crypto.randomUUID() } }, body: { job_id: job.id } };
  const draft = good(await person.POST("/api/v1/applications", once));
  const again = await person.POST("/api/v1/applications", once);
  check(again.data?.id === draft.data.id && again.response.headers.has("Idempotency-Replayed"), "a key makes one draft");

  const path = { application_id: draft.data.id };
  const body = { fields: ["profile.name"], note: "I keep queues short.", answers: [] };
  const lost = await person.PUT("/api/v1/applications/{application_id}", {
    params: { path, header: { "If-Match": '"another"' } }, body,
  });
  check(lost.response.status === 412, "nobody writes over what they have not read");
  const { tag } = good(await person.GET("/api/v1/applications/{application_id}", { params: { path } }));
  good(await person.PUT("/api/v1/applications/{application_id}", { params: { path, header: { "If-Match": tag } }, body }));
  const preview = good(await person.GET("/api/v1/applications/{application_id}/preview", { params: { path } })).data;
  check(Object.keys(preview.sent).join() === "profile.name", "nothing goes but what was chosen");
  const sent = await person.POST("/api/v1/applications/{application_id}/submission", {
    params: { path }, body: { seal: preview.seal },
  });
  check(good(sent).data.state === "SUBMITTED", "it was sent");
  return draft.data.id;
}

async function invite(machine: Api, id: string): Promise<string> {
  const path = { company: "acme", application_id: id };
  const one = "/api/v1/companies/{company}/applications/{application_id}";
  const waiting = good(await machine.GET("/api/v1/companies/{company}/applications", {
    params: { path: { company: "acme" }, query: { turn: "COMPANY" } },
  })).data.items;
  check(waiting.some((line) => line.id === id), "it waits for the company");
  good(await machine.PUT(`${one}/acknowledgement`, { params: { path } }));
  good(await machine.POST(`${one}/messages`, { params: { path }, body: { text: "Thank you. We read it on Monday." } }));
  const { tag, data } = good(await machine.GET(one, { params: { path } }));
  good(await machine.PUT(`${one}/advancement`, { params: { path, header: { "If-Match": tag } } }));
  const plan = { company: "acme", posting_id: data.job_id };
  const kit = good(await machine.GET("/api/v1/companies/{company}/postings/{posting_id}/plan", { params: { path: plan } }));
  const members = good(await machine.GET("/api/v1/companies/{company}/members", { params: { path: { company: "acme" } } }));
  const asked = await machine.POST(`${one}/interviews`, {
    params: { path },
    body: {
      kit_id: kit.data.kits[0]?.id ?? "", setting: "VIDEO", place: "https://meet.example/room", zone: "Europe/Berlin",
      starts: [new Date(Date.now() + 48 * 3_600_000).toISOString()], panel: members.data.items.map((m) => m.person_id),
    },
  });
  return good(asked).data.id;
}

async function choose(person: Api, interview: string): Promise<void> {
  const path = { interview_id: interview };
  const { data, tag } = good(await person.GET("/api/v1/interviews/{interview_id}", { params: { path } }));
  const chosen = await person.PUT("/api/v1/interviews/{interview_id}/choice", {
    params: { path, header: { "If-Match": tag } }, body: { slot_id: data.slots[0]?.id ?? 0 },
  });
  check(good(chosen).data.state === "SCHEDULED", "it has a time");
}

async function decide(owner: Api, machine: Api, id: string): Promise<void> {
  const path = { company: "acme", application_id: id };
  const one = "/api/v1/companies/{company}/applications/{application_id}";
  const { tag } = good(await owner.GET(one, { params: { path } }));
  const known = await owner.GET(one, { params: { path, header: { "If-None-Match": tag } }, parseAs: "text" });
  check(known.response.status === 304, "what is known is not sent again");
  const message = "Thank you for your time. We looked for more work with queues than you told of.";
  const no = {
    params: { path, header: { "If-Match": tag } },
    body: { outcome: "DECLINE", reason: "OTHER", message, topic: "", cites: [], gives_feedback: false },
  } as const;
  const refused = await machine.PUT(`${one}/decision`, { ...no, body: { ...no.body, cites: [] } });
  check(refused.response.status === 403, "no program decides about a person");
  const decided = await owner.PUT(`${one}/decision`, { ...no, body: { ...no.body, cites: [] } });
  check(good(decided).data.state === "DECLINED", "a person has decided");
}

const person = api(given.person);
const machine = api(await tokenOf(given.client, given.secret));
const id = await apply(person);
await choose(person, await invite(machine, id));
await decide(api(given.owner), machine, id);
console.log(id);

export {};
