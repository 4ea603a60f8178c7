// The estimate of tokens against the tokenizer, for scripts other than ASCII.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { estimateTokens } from '../../server/mcp/budget.ts';

const SENTENCES: Readonly<Record<string, string>> = {
  German: 'Größenänderung für Übungen, schöne Grüße aus Österreich und überall könnte es möglich sein',
  French: "L'été dernier, nous avons mangé à la fenêtre où le garçon était déjà là, très fatigué",
  Polish: 'Zażółć gęślą jaźń, wszystkie źródła są dostępne',
  Vietnamese: 'Tiếng Việt có nhiều dấu thanh và nguyên âm phức tạp',
  Turkish: 'Türkçe güzel bir dildir, şöyle ığdır',
  Russian: 'Быстрая коричневая лиса прыгает через ленивую собаку и возвращается домой',
  Greek: 'Η γρήγορη καφέ αλεπού πηδά πάνω από το τεμπέλικο σκυλί',
  Hebrew: 'השועל החום המהיר קופץ מעל הכלב העצלן',
  Arabic: 'الثعلب البني السريع يقفز فوق الكلب الكسول',
  Hindi: 'तेज भूरी लोमड़ी आलसी कुत्ते के ऊपर कूदती है',
  Thai: 'สุนัขจิ้งจอกสีน้ำตาลกระโดดข้ามสุนัขขี้เกียจ',
  Chinese: '快速的棕色狐狸跳过懒狗然后回家，代码索引应该很快',
  Japanese: '素早い茶色の狐がのろまな犬を飛び越える。コードの索引',
  Korean: '빠른 갈색 여우가 게으른 개를 뛰어넘는다 코드 색인',
  Georgian: 'სწრაფი ყავისფერი მელა ახტება ზარმაც ძაღლს',
  Armenian: 'Արագ շագանակագույն աղվեսը ցատկում է ծույլ շան վրայով',
  Tamil: 'விரைவான பழுப்பு நரி சோம்பேறி நாய் மீது குதிக்கிறது',
  Amharic: 'ፈጣኑ ቡናማ ቀበሮ በሰነፍ ውሻ ላይ ይዘላል',
  frames: '│ ├── └── ─────── ═══ ▶ ● →  … • “ ” – —',
  faces: '🚀 ✨ 🐛 🎉 👍🏽 👩‍👩‍👧 ❤️',
  mathematics: '∀x∈ℝ: ∃y ≤ x² ∑∫∂ √ ≠ ≡',
};

test('a sentence of any language is not taken for less than it is, and not for twice as much', () => {
  for (const [name, sentence] of Object.entries(SENTENCES)) {
    const ratio = estimateTokens(sentence) / countTokens(sentence);
    assert.ok(ratio > 0.95 && ratio < 2, `${name}: ${ratio.toFixed(2)}`);
  }
});

test('one letter over and over, which no word is, counts for what its bytes take', () => {
  for (const letter of ['é', 'ß', 'ж', 'λ', 'ש', 'ع', 'あ', '猫', '한', 'ᚠ', '\u{1F4A5}', '\u{10400}']) {
    const text = letter.repeat(500);
    const ratio = estimateTokens(text) / countTokens(text);
    assert.ok(ratio > 0.7, `${letter}: ${ratio.toFixed(2)}`);
  }
});
