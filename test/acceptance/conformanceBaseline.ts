// What the conformance suite asks for and this product does not offer, with the reason: the only checks that may fail.
// One that begins to pass has to go from here. Nothing about a feature that is offered belongs here.

/** The revisions of the protocol that are tested, each with all scenarios the suite requires for it. */
export const REVISIONS = ['2025-11-25', '2026-07-28'] as const;
export type Revision = (typeof REVISIONS)[number];

/** Checks that fail for one reason, by scenario. Each must fail in every revision that has the scenario. */
export interface NotOffered {
  readonly reason: string;
  readonly checks: Readonly<Record<string, readonly string[]>>;
}

export const NOT_OFFERED: readonly NotOffered[] = [
  {
    reason:
      'Resources are texts, made when they are read: none is binary, and nothing tells that one changed.',
    checks: {
      'resources-read-binary': ['resources-read-binary'],
      'resources-subscribe': ['resources-subscribe'],
      'resources-unsubscribe': ['resources-unsubscribe'],
    },
  },
  {
    reason: 'Prompts are one text: without pictures and without resources in them.',
    checks: {
      'prompts-get-embedded-resource': ['prompts-get-embedded-resource'],
      'prompts-get-with-image': ['prompts-get-with-image'],
    },
  },
  {
    reason: 'Tools answer with text and structured content, never with images, audio or resources.',
    checks: {
      'tools-call-image': ['tools-call-image'],
      'tools-call-audio': ['tools-call-audio'],
      'tools-call-embedded-resource': ['tools-call-embedded-resource'],
      'tools-call-mixed-content': ['tools-call-mixed-content'],
    },
  },
  {
    reason: 'Tools answer within their deadline in one message: no progress and no log messages on the way.',
    checks: {
      'tools-call-with-progress': ['tools-call-with-progress'],
      'tools-call-with-logging': ['tools-call-with-logging'],
      'logging-set-level': ['logging-set-level'],
    },
  },
  {
    reason: 'The server is stateless: there is no stream to come back to after a connection broke.',
    checks: { 'server-sse-polling': ['incoming-sse-event'] },
  },
  {
    reason: 'Tools ask the client for no input, no model and no roots.',
    checks: {
      'tools-call-sampling': ['tools-call-sampling'],
      'tools-call-elicitation': ['tools-call-elicitation'],
      'elicitation-sep1034-defaults': ['elicitation-sep1034-general'],
      'elicitation-sep1330-enums': ['elicitation-sep1330-general'],
      'server-stateless': [
        'sep-2575-server-rejects-undeclared-capability',
        'sep-2575-missing-capability-http-400',
      ],
      'input-required-result-basic-elicitation': ['sep-2322-elicitation-incomplete'],
      'input-required-result-basic-list-roots': ['sep-2322-list-roots-incomplete'],
      'input-required-result-basic-sampling': ['sep-2322-sampling-incomplete'],
      'input-required-result-capability-check': ['sep-2322-respect-client-capabilities'],
      'input-required-result-multi-round': ['sep-2322-multi-round-r1'],
      'input-required-result-multiple-input-requests': ['sep-2322-multiple-inputs-incomplete'],
      'input-required-result-non-tool-request': ['sep-2322-non-tool-incomplete'],
      'input-required-result-request-state': ['sep-2322-request-state-incomplete'],
      'input-required-result-result-type': ['sep-2322-result-type-included'],
      'input-required-result-tampered-state': ['sep-2322-reject-tampered-state'],
    },
  },
  {
    reason: 'Web pages are no clients: a request with an Origin is refused even when it names this server.',
    checks: { 'dns-rebinding-protection': ['localhost-host-valid-accepted'] },
  },
  {
    reason: 'No tool copies an argument into a header (x-mcp-header), so there is nothing to compare.',
    checks: {
      'http-custom-header-server-validation': [
        'sep-2243-server-no-xmcp-tool',
        'sep-2243-server-decode-base64',
        'sep-2243-server-validate-param-match',
        'sep-2243-server-reject-invalid-param-chars',
        'sep-2243-server-reject-param-mismatch',
      ],
    },
  },
  {
    reason: 'The extension for tasks (io.modelcontextprotocol/tasks) is not offered: no tool runs that long.',
    checks: {
      'tasks-capability-negotiation': [
        'tasks-extension-advertised',
        'sep-2663-tasks-methods-non-declaring',
        'tasks-per-request-meta-opt-in',
      ],
      'tasks-dispatch-and-envelope': [
        'tasks-server-directed-creation-no-hint',
        'sep-2663-durable-create-strong-consistency',
        'sep-2663-tasks-get-invalid-task-id-32602',
      ],
      'tasks-lifecycle': [
        'sep-2663-result-type-task-on-create',
        'sep-2663-tasks-get-status-working',
        'sep-2663-tasks-get-status-completed',
        'sep-2663-tool-error-uses-completed-status',
        'sep-2663-tasks-get-status-failed',
        'sep-2663-cancel-ack-empty-result',
        'tasks-cancel-terminal-idempotent-ack',
      ],
      'tasks-mrtr-composition': ['sep-2663-mrtr-synchronous-before-task-creation'],
      'tasks-mrtr-input': [
        'sep-2663-tasks-get-status-input-required',
        'tasks-mrtr-tasks-update-resumes',
        'tasks-mrtr-partial-fulfillment',
      ],
      'tasks-request-headers': [
        'tasks-headers-tolerate-mcp-method-on-tools-call',
        'sep-2663-routing-headers-accepted-on-tasks-get',
        'sep-2663-server-rejects-mismatched-mcp-name-on-tasks-get',
      ],
      'tasks-request-state-removal': ['tasks-request-state-removal-setup'],
      'tasks-required-task-error': ['sep-2663-server-returns-missing-capability-when-required'],
      'tasks-wire-fields': [
        'tasks-wire-field-renames',
        'tasks-no-early-ttl-expiry',
        'tasks-no-related-task-meta-on-inlined-result',
      ],
    },
  },
];

/** Scenarios that must have run with at least one passed check: an empty run is no proof. */
export const MUST_PASS: Readonly<Record<Revision, readonly string[]>> = {
  '2025-11-25': [
    'server-initialize',
    'ping',
    'tools-list',
    'tools-call-simple-text',
    'tools-call-error',
    'json-schema-2020-12',
    'resources-list',
    'resources-read-text',
    'resources-templates-read',
    'prompts-list',
    'prompts-get-simple',
    'prompts-get-with-args',
    'completion-complete',
    'dns-rebinding-protection',
  ],
  '2026-07-28': [
    'server-stateless',
    'tools-list',
    'tools-call-simple-text',
    'tools-call-error',
    'json-schema-2020-12',
    'resources-list',
    'resources-read-text',
    'resources-templates-read',
    'prompts-list',
    'prompts-get-simple',
    'prompts-get-with-args',
    'completion-complete',
    'server-sse-multiple-streams',
    'http-header-validation',
    'caching',
    'dns-rebinding-protection',
  ],
};
