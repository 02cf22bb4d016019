// Two validators that are not ours: the official JSON Schema of OpenAPI, and the rules that it
// cannot say (references, path parameters).
import { validate } from '@readme/openapi-parser';
import { Validator } from '@seriousme/openapi-schema-validator';

export async function isValid(document) {
  // Validators resolve references in place.
  const copy = () => JSON.parse(JSON.stringify(document));
  try {
    const bySchema = await new Validator().validate(copy());
    return bySchema.valid && (await validate(copy())).valid;
  } catch {
    return false;
  }
}
