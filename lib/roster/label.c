#include "roster/label.h"

#include <string.h>

static const struct label labels[] = {{"姓名", PART_NAME}, {"名字", PART_NAME},
    {"身份证", PART_NUMBER}, {"证件", PART_NUMBER}, {"联系电话", PART_PHONE},
    {"联系方式", PART_PHONE}, {"手机", PART_PHONE}, {"电话", PART_PHONE}, {"护照", PART_TYPE},
    {"台湾居民居住证", PART_TYPE}, {"港澳居民居住证", PART_TYPE}, {"港澳台居民居住证", PART_TYPE},
    {"居住证", PART_TYPE}, {"台湾居民来往大陆通行证", PART_TYPE}, {"台胞证", PART_TYPE},
    {"港澳居民来往内地通行证", PART_TYPE}, {"回乡证", PART_TYPE}, {"通行证", PART_TYPE},
    {"外国人永久居留身份证", PART_TYPE}, {"永久居留身份证", PART_TYPE},
    {"外国人永久居留证", PART_TYPE}, {"永久居留证", PART_TYPE}, {"永居证", PART_TYPE}};

const struct label *label_at_end(const char *text, size_t len, size_t *before)
{
    static const char *const tails[] = {"号码", "号"};
    const struct label *best = NULL;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t tail = strlen(tails[i]);
        if (len > tail && !memcmp(text + len - tail, tails[i], tail)) {
            len -= tail;
            break;
        }
    }
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        size_t word = strlen(labels[i].word);
        if (word <= len && !memcmp(text + len - word, labels[i].word, word) &&
            (!best || word > strlen(best->word)))
            best = &labels[i];
    }
    *before = best ? len - strlen(best->word) : len;
    return best;
}
