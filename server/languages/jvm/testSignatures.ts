/** Signatures of functions that JUnit 3 to 5, TestNG and kotlin.test run. */
export const testSignatures: RegExp =
  /@(?:\w+\.)*(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|(?:Before|After)(?:Each|All|Class|Method|Suite|Test)?)\b/;
