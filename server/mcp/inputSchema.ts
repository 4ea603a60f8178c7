import { z } from 'zod';

/**
 * The arguments as JSON schema, without what every reader of it takes for granted and without unlisted ones: a model pays
 * for each word. Unknown arguments are refused by the registry, which names those that exist.
 */
export function describeInput(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const { $schema, additionalProperties, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  if (json.type !== 'object') throw new TypeError('The schema of a tool must be an object.');
  const all = Object.entries(json.properties ?? {});
  const listed = all.filter(([, property]) => typeof property === 'boolean' || property['unlisted'] !== true);
  return {
    // The protocol's dialect unless a schema says so itself.
    ...(schema.meta()?.['$schema'] === undefined ? {} : { $schema }),
    ...json,
    properties: Object.fromEntries(listed),
    ...(additionalProperties === undefined || listed.length < all.length ? {} : { additionalProperties }),
  };
}
