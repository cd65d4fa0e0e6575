/* Windows 10 has its own icuuc.dll, Wine 8 has none. Every converter is refused, so Qt uses its built-in ones.
   For the rehearsal only, never shipped. */
enum { U_FILE_ACCESS_ERROR = 4, U_UNSUPPORTED_ERROR = 16 };

#define STUB __declspec(dllexport)

STUB void *ucnv_open(const char *name, int *error) { (void)name; *error = U_FILE_ACCESS_ERROR; return 0; }
STUB void ucnv_close(void *converter) { (void)converter; }
STUB void ucnv_reset(void *converter) { (void)converter; }
STUB signed char ucnv_getMaxCharSize(const void *converter) { (void)converter; return 1; }
STUB const char *ucnv_getName(const void *converter, int *error)
{
    (void)converter;
    *error = U_UNSUPPORTED_ERROR;
    return 0;
}
STUB void ucnv_getToUCallBack(const void *converter, void **action, const void **context)
{
    (void)converter;
    *action = 0;
    *context = 0;
}
STUB void ucnv_getFromUCallBack(const void *converter, void **action, const void **context)
{
    (void)converter;
    *action = 0;
    *context = 0;
}
STUB void ucnv_setToUCallBack(void *c, void *a, const void *x, void **oa, const void **ox, int *error)
{
    (void)c, (void)a, (void)x, (void)oa, (void)ox;
    *error = U_UNSUPPORTED_ERROR;
}
STUB void ucnv_setFromUCallBack(void *c, void *a, const void *x, void **oa, const void **ox, int *error)
{
    (void)c, (void)a, (void)x, (void)oa, (void)ox;
    *error = U_UNSUPPORTED_ERROR;
}
STUB void ucnv_fromUnicode(void *c, char **t, const char *tl, const void **s, const void *sl, int *o, char f, int *error)
{
    (void)c, (void)t, (void)tl, (void)s, (void)sl, (void)o, (void)f;
    *error = U_UNSUPPORTED_ERROR;
}
STUB void ucnv_toUnicode(void *c, void **t, const void *tl, const char **s, const char *sl, int *o, char f, int *error)
{
    (void)c, (void)t, (void)tl, (void)s, (void)sl, (void)o, (void)f;
    *error = U_UNSUPPORTED_ERROR;
}
STUB int ucnv_countAvailable(void) { return 0; }
STUB const char *ucnv_getAvailableName(int n) { (void)n; return 0; }
STUB const char *ucnv_getStandardName(const char *name, const char *standard, int *error)
{
    (void)name, (void)standard;
    *error = U_UNSUPPORTED_ERROR;
    return 0;
}
STUB int ucnv_fromUCountPending(const void *converter, int *error) { (void)converter, (void)error; return 0; }
STUB int ucnv_toUCountPending(const void *converter, int *error) { (void)converter, (void)error; return 0; }
STUB void ucnv_cbToUWriteUChars(void *a, const void *s, int n, int o, int *error)
{
    (void)a, (void)s, (void)n, (void)o;
    *error = U_UNSUPPORTED_ERROR;
}
STUB void ucnv_cbFromUWriteUChars(void *a, const void **s, const void *l, int o, int *error)
{
    (void)a, (void)s, (void)l, (void)o;
    *error = U_UNSUPPORTED_ERROR;
}
STUB void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
STUB void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
