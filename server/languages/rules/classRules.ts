/** What a member gives or holds that enumerations have without writing it: a constant, or all. */
export type EnumerationMember = 'gives one' | 'gives all' | 'holds all';

/** The names of what a description of a field is given: what the field holds, and functions that make it. */
export interface FieldDescription {
  readonly holds: readonly string[];
  readonly makes: readonly string[];
}

/** What classes are: how instances are made, what a method calls its own object, where members are sought. */
export interface ClassRules {
  /** What a method calls its own object: its first parameter, or a keyword (role `self`), or a declared receiver. */
  readonly receiver: 'first-parameter' | 'keyword' | 'declared';
  /** The name of a parameter that declares the type of the receiver and takes no argument. */
  readonly receiverParameter?: string;
  /** Class members that build an instance, first found wins. */
  readonly constructors: readonly string[];
  /** The functions of a class that have its name build instances, beside `constructors`; they are not inherited. */
  readonly constructorsNamedAsClass?: boolean;
  /** The built-in types that classes extend without saying so, the one of all of them first, with their members. */
  readonly rootMembers?: Readonly<Record<string, readonly string[]>>;
  /** The same for classes as objects. */
  readonly classRootMembers?: Readonly<Record<string, readonly string[]>>;
  /** Those of `rootMembers` that only the object itself can be asked for. */
  readonly selfMembers?: ReadonlySet<string>;
  /** A class can have a field and a method of one name: a member that is called is sought among methods alone. */
  readonly methodsApart?: boolean;
  /** The method that gives the object which stands in for its own: members that it lacks are sought there. */
  readonly standInMember?: string;
  /** What stands before a declaration and lists interfaces that the tools implement for it. */
  readonly derivingMark?: string;
  /** What enumerations have as objects without writing it: calls that give one of their constants or all, and what holds all. */
  readonly enumerationMembers?: ReadonlyMap<string, EnumerationMember>;
  /** The method by which an object that is no tuple is taken apart: it gives the parts to its parameters. */
  readonly deconstructor?: string;
  /** What stands before the number of a part, from 1 on, in the name of the member by which an object is taken apart. */
  readonly componentPrefix?: string;
  /** A function that is a property is read by its name, and not what a call of the name means. */
  readonly propertiesApart?: boolean;
  /**
   * What stands before the name of a type in that of a function of a class which makes a value of that type of one of the
   * class, or the reverse; where its signature matches it is called without being named.
   */
  readonly conversionPrefix?: string;
  readonly impliedConversions?: RegExp;
  /** Classes and interfaces stand in one list of bases; of those outside of the workspace the names tell interfaces. */
  readonly interfaceNames?: RegExp;
  /** A function can stand for an object of an interface with a single method without a body, and is that method. */
  readonly functionalInterfaces?: boolean;
  /** What is written for a class outside of it sees what stands in the class, and adds no member to it. */
  readonly partsOutside?: boolean;
  /** A class takes the values that one of its constructors takes as a lone argument. */
  readonly constructorsConvert?: boolean;
  /** Calling a class makes an instance (`C()`), as opposed to needing `construct`. */
  readonly callConstructs: boolean;
  /** The member through which an instance is called, '' where instances cannot be. */
  readonly callMember: string;
  /** Members that a class does not take over from its bases, as each has its own whether it is written or not. */
  readonly ownMembers?: readonly string[];
  /** The member through which an instance is called by `construct`, where instances can be. */
  readonly constructMember?: string;
  /** The members through which an instance is looped over, indexed and entered. */
  readonly protocolMembers?: Partial<ProtocolMembers>;
  /** Names of members that the language uses by itself, beside `constructors`, `callMember` and `protocolMembers`. */
  readonly implicitMembers?: RegExp;
  /** The keyword among the bases of a class that names the class of the class. */
  readonly metaclassKeyword?: string;
  /** Words before the bases in the head of a class; without any they stand in parentheses behind its name. */
  readonly baseWords?: readonly string[];
  /** Names of bases outside of the workspace that call no member by its name. */
  readonly quietBases?: RegExp;
  /** Decorators outside of the workspace, as `package:name`, that give a class no interface whose methods are called from there. */
  readonly quietDecorators?: RegExp;
  /** `Base` of a declared type counts as a structural interface: a type implements it by having its methods. */
  readonly structuralInterfaces: boolean;
  /** Decorators that make a member read a call of it. */
  readonly propertyDecorators: readonly string[];
  /** The member of an object in a class that is called when the object is read through the class or an instance. */
  readonly readMember?: string;
  /** A decorator of a class can make its fields, of which each is assigned a description: what that is given by name. */
  readonly fieldDescription?: FieldDescription;
  /** The member that is called for a name that an instance does not have, and the function of a module likewise. */
  readonly missingMember?: string;
  /** Bases outside of the workspace, with their package, whose subclasses have their instances for fields. */
  readonly enumerationBases?: readonly string[];
  /** Decorators of what is called when a property is assigned or deleted. */
  readonly setterDecorators?: readonly string[];
  /** What stands before the name of a member in that of the function that is run when it is read, in classes of others. */
  readonly getters?: readonly string[];
  /** Decorators that make the first parameter the class. */
  readonly classMethodDecorators: readonly string[];
  /** Decorators that take the receiver away. */
  readonly staticMethodDecorators: readonly string[];
  /** Methods whose first parameter is the class without being marked so. */
  readonly implicitClassMethods?: readonly string[];
  /** The built-in function whose call gives the bases of the current class; '' where a keyword does. */
  readonly superFunction: string;
  /** The member by which an object tells its class. */
  readonly classMember?: string;
  /** A class has that member too, and is what it gives. */
  readonly classTellsItself?: boolean;
  /** What a class takes over by `mixes-in` comes before what it inherits. */
  readonly mixinsFirst?: boolean;
  /** The member that makes an instance of its first argument. */
  readonly allocator?: string;
  /**
   * Members of bases are sought depth first unless said here: the nearest level first; or what is mixed in last comes first, before
   * what the class extends, and the class as an object has what it is given itself and what those have that it extends.
   */
  readonly memberSearch?: 'breadth-first' | 'mixins';
  /** What is known by an interface alone has its members and those of its bases, and no others. */
  readonly interfacesAreWhole?: boolean;
  /** What stands in the body of a class is run on the class. */
  readonly bodyIsOfClass?: boolean;
  /** Members of the class and of its instances are found apart, also when they have the same name. */
  readonly staticsApart?: boolean;
  /** A text as an index names a member. */
  readonly indexNamesMember?: boolean;
  /** The member of a function or class that holds the members of its instances, where there is one. */
  readonly prototypeMember?: string;
  /** The member through which an object names its prototype. */
  readonly prototypeLink?: string;
  /**
   * Functions of the library that define members of their first argument, as written: one by its name, those that a
   * literal lists, its prototype, or that of its instances from the second; that give it the members of the others; or that
   * make an object of a prototype and such a list.
   */
  readonly memberDefiners?: Readonly<
    Record<string, 'one' | 'listed' | 'prototype' | 'inherits' | 'given' | 'made'>
  >;
  /** Members of what describes a member: its value, and the function that gives it. */
  readonly descriptorMembers?: { readonly value: string; readonly getter: string };
}

/** The members that statements call. */
export interface ProtocolMembers {
  /** Begins a loop. */
  readonly iterate: string;
  /** Of what `iterate` gives: gives the next element. */
  readonly next: string;
  /** Gives what stands under an index. */
  readonly subscript: string;
  /** Begins a block that has to be left. */
  readonly enter: string;
  readonly leave: string;
  /** What the asynchronous statements use instead. */
  readonly iterateAsync: string;
  readonly nextAsync: string;
  readonly enterAsync: string;
  readonly leaveAsync: string;
}

export const CLASS_DEFAULTS = {
  receiver: 'keyword',
  constructors: [],
  callConstructs: false,
  callMember: '',
  structuralInterfaces: false,
  propertyDecorators: [],
  classMethodDecorators: [],
  staticMethodDecorators: [],
  superFunction: '',
} satisfies ClassRules;
