<?php
// Prints the outline of what PHP's own extensions declare, as reflection tells it, in the format of
// server/resolve/library/outline.ts: `php outline.php Core standard SPL …`, with signatures that say more than reflection can
// in signatures.txt beside it. Needs php-cli and the extensions that are named alone.

const SCALARS = ['int', 'float', 'string', 'bool', 'mixed', 'void', 'null', 'false', 'true', 'never', 'object'];

/** Name of a function, or of a class and its member behind a dot, or `:Class` for its head → lines that stand for it. */
function readSignatures(string $file): array
{
    $known = [];
    foreach (file($file, FILE_IGNORE_NEW_LINES) as $line) {
        if ($line === '' || $line[0] === '#') continue;
        $end = strpbrk($line, '( ');
        $known[substr($line, 0, strlen($line) - strlen($end))][] = $end;
    }
    return $known;
}

/** A type as outlines write it; nothing is said of scalars. */
function writeType(?ReflectionType $type, ?ReflectionClass $owner): string
{
    if ($type === null) return '_';
    if ($type instanceof ReflectionUnionType || $type instanceof ReflectionIntersectionType) {
        $parts = array_map(fn ($part) => writeType($part, $owner), $type->getTypes());
        $parts = array_values(array_unique(array_filter($parts, fn ($part) => $part !== '_' && $part !== 'None')));
        return $parts === [] ? '_' : implode('|', $parts);
    }
    $name = $type->getName();
    if ($name === 'self' || $name === 'static') return $name === 'static' || $owner === null ? '%' : $owner->getName();
    if ($name === 'callable' || $name === 'Closure') return '(*)_';
    if ($name === 'iterable') return 'Traversable';
    if ($name === 'void') return 'None';
    return in_array($name, SCALARS, true) || str_contains($name, '\\') ? '_' : $name;
}

function writeSignature(ReflectionFunctionAbstract $function, ?ReflectionClass $owner): string
{
    $parameters = [];
    foreach ($function->getParameters() as $one) {
        $type = writeType($one->getType(), $owner);
        $start = $one->isVariadic() ? '*' : '';
        // Without a name it is given by its position; the mark says that it can be left out.
        $parameters[] = $start . ($one->isOptional() && !$one->isVariadic() ? '?' : '') . ':' . ($type === '_' ? '-' : $type);
    }
    $result = $function->getReturnType() ?? $function->getTentativeReturnType();
    $written = writeType($result, $owner);
    // What is not told to return may return anything, and so may a closure.
    return '(' . implode(',', $parameters) . ')' . ($written === '(*)_' ? 'Closure' : $written);
}

function writeClass(ReflectionClass $class, array $known): void
{
    $name = $class->getName();
    $bases = $class->getParentClass() ? [$class->getParentClass()->getName()] : [];
    foreach ($class->getInterfaceNames() as $interface) $bases[] = $interface;
    $head = $known[":$name"][0] ?? ($bases === [] ? '' : ' 0 ' . implode(';', $bases));
    echo ":$name$head\n";
    $lines = [];
    foreach ($class->getProperties() as $property) {
        if ($property->getDeclaringClass()->getName() !== $name || $property->isPrivate()) continue;
        $lines[] = ' $' . $property->getName() . ' ' . writeType($property->getType(), $class);
    }
    foreach ($class->getReflectionConstants() as $constant) {
        if ($constant->getDeclaringClass()->getName() === $name) $lines[] = ' ' . $constant->getName() . ' _';
    }
    foreach ($class->getMethods() as $method) {
        if ($method->getDeclaringClass()->getName() !== $name || $method->isPrivate()) continue;
        $said = $known["$name." . $method->getName()] ?? [writeSignature($method, $class)];
        foreach ($said as $one) $lines[] = ' ' . $method->getName() . $one;
    }
    sort($lines);
    foreach ($lines as $line) echo "$line\n";
}

$known = readSignatures(__DIR__ . '/signatures.txt');
$functions = [];
$classes = [];
foreach (array_slice($argv, 1) as $name) {
    if (!extension_loaded($name)) {
        fwrite(STDERR, "The extension $name is not loaded.\n");
        exit(1);
    }
    $extension = new ReflectionExtension($name);
    foreach ($extension->getFunctions() as $function) $functions[$function->getName()] = $function;
    foreach ($extension->getClasses() as $class) $classes[$class->getName()] = $class;
}
ksort($functions);
ksort($classes);
$isPlain = fn (string $name) => !str_contains($name, '\\');
echo "@php\n";
echo ":array 1 Traversable[$0,_]\n";
// Values without members.
foreach (['bool', 'float', 'int', 'string'] as $name) echo ":$name\n";
foreach (array_filter(array_keys($functions), $isPlain) as $name) {
    foreach ($known[$name] ?? [writeSignature($functions[$name], null)] as $said) echo "$name$said\n";
}
foreach (array_filter(array_keys($classes), $isPlain) as $name) writeClass($classes[$name], $known);
