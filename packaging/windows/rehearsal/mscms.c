/* The four functions of Windows' colour management that Qt asks for and Wine 8 lacks in part: no profile, ever.
   For the rehearsal only, never shipped. */
#define STUB __declspec(dllexport)

STUB void *OpenColorProfileW(void *profile, unsigned access, unsigned share, unsigned create)
{
    (void)profile, (void)access, (void)share, (void)create;
    return 0;
}
STUB int CloseColorProfile(void *profile) { (void)profile; return 1; }
STUB int GetColorProfileFromHandle(void *profile, unsigned char *buffer, unsigned *size)
{
    (void)profile, (void)buffer, (void)size;
    return 0;
}
STUB void *WcsCreateIccProfile(void *profile, unsigned options) { (void)profile, (void)options; return 0; }
