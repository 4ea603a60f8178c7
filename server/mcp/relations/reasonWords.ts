import type { Reason } from '../../protocol/graph.ts';

/** What each reason of an edge says, for a person. */
export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  structure: 'stands inside of it',
  local: 'the name is defined in scope',
  import: 'the name is imported',
  self: 'through the object of the method around it',
  super: 'through the base class',
  member: 'a member of a class or module that is named',
  package: 'a name of the same package, or of one outside',
  builtin: 'the language provides it',
  annotation: 'a type annotation says what the object is',
  constructed: 'the object is constructed there',
  assigned: 'the variable was assigned it',
  returned: 'a call returns it',
  field: 'a field of the object holds it',
  element: 'an element of a collection',
  inherited: 'a base class has the member',
  flow: 'it is handed there as a value',
  structural: 'it has all methods of the interface',
  'name-only': 'nothing but the name fits',
  typed: 'declared types decide it',
  linkage: 'the linker binds the name',
  variant: 'one of several definitions; the build decides which',
  undeclared: 'a name that nothing declares before its use',
  confirmed: 'a language server says so of this text',
};
