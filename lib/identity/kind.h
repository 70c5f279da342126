/* Kinds of identity documents, as a roster's own column (证件类型) names them. */
#ifndef IDENTITY_KIND_H
#define IDENTITY_KIND_H

enum kind {
    KIND_UNSAID, // nothing, or words that nobody knows: the number's shape decides
    KIND_RESIDENT,
    KIND_RESIDENCE_PERMIT,   // of Hong Kong, Macao and Taiwan people
    KIND_PERMANENT_RESIDENT, // foreigners'
    KIND_HOME_RETURN,        // travel permit of Hong Kong and Macao people
    KIND_TAIWAN_TRAVEL,      // travel permit of Taiwan people
    KIND_PASSPORT,
    KIND_OTHER, // known, and nothing that an endpoint can check
};

/* `said` is folded and in upper case; NULL: nothing. */
enum kind kind_of(const char *said);
#endif
