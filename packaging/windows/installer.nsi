; The installer for Windows: for one user, without an administrator, in Spanish and English.
; Compiled by packaging/windows_installer.py, which defines VERSION, SOURCE, OUTPUT, ICON, PICTURE,
; SIZE_KB and perhaps QUICK.

Unicode true
Target amd64-unicode
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10

!include MUI2.nsh
!include WinVer.nsh
!include LogicLib.nsh

!define NAME "Predictor Médico"
!define ID "predictor-medico"
!define WINDOW "predictor-medico-ventana.exe"
!define COMMAND "predictor-medico.exe"
!define DATA "$LOCALAPPDATA\predictor-medico"
!define OWN_KEY "Software\predictor-medico"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\predictor-medico"
!define OLDEST_BUILD 15063 ; Windows 10 1703, the first that has what Qt needs

Name "${NAME}"
BrandingText "${NAME} ${VERSION}"
SpaceTexts none
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${OWN_KEY}" "InstallDir"

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "CompanyName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME}"
VIAddVersionKey "LegalCopyright" "MIT"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}"
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${OWN_KEY}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "InstallerLanguage"

!define MUI_WELCOMEPAGE_TEXT "$(WELCOME)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Spanish"
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_RESERVEFILE_LANGDLL

LangString WELCOME ${LANG_SPANISH} "Se instalará para este usuario del equipo; no hace falta ser administrador.$\n$\nSi ya está instalado, se actualiza: las predicciones guardadas y los ajustes quedan como están.$\n$\nEs una simulación. No es un dispositivo médico ni sustituye el criterio clínico."
LangString WELCOME ${LANG_ENGLISH} "It is installed for this user of the computer; no administrator is needed.$\n$\nIf it is installed already, it is updated: the saved predictions and the settings stay as they are.$\n$\nIt is a simulation. It is not a medical device and no substitute for clinical judgement."
LangString RUNNING ${LANG_SPANISH} "${NAME} está abierto. Ciérrelo y vuelva a intentarlo; lo guardado no se pierde."
LangString RUNNING ${LANG_ENGLISH} "${NAME} is open. Close it and try again; nothing saved is lost."
LangString TOO_OLD ${LANG_SPANISH} "${NAME} necesita Windows 10 (versión 1703) o más reciente."
LangString TOO_OLD ${LANG_ENGLISH} "${NAME} needs Windows 10 (version 1703) or newer."
LangString PROGRAM ${LANG_SPANISH} "El programa"
LangString PROGRAM ${LANG_ENGLISH} "The program"
LangString WITH_DATA ${LANG_SPANISH} "También las predicciones guardadas y los ajustes"
LangString WITH_DATA ${LANG_ENGLISH} "Also the saved predictions and the settings"
LangString SURE ${LANG_SPANISH} "Se borrarán para siempre todas las predicciones guardadas en este equipo por este usuario:$\n$\n${DATA}$\n$\n¿Borrarlas?"
LangString SURE ${LANG_ENGLISH} "All predictions that this user saved on this computer will be deleted for good:$\n$\n${DATA}$\n$\nDelete them?"

; A program that runs cannot be written to: that tells it from one that does not, whoever started it.
!macro RefuseWhileRunning EXE
  ${DoWhile} ${FileExists} "$INSTDIR\${EXE}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${EXE}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDCANCEL`
      SetErrorLevel 3
      Quit
    ${EndIf}
  ${Loop}
!macroend

Function .onInit
  !insertmacro MUI_LANGDLL_DISPLAY
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  !insertmacro RefuseWhileRunning "${WINDOW}"
  !insertmacro RefuseWhileRunning "${COMMAND}"
FunctionEnd

Section
  ; Once more: between the first page and now somebody may have opened it.
  !insertmacro RefuseWhileRunning "${WINDOW}"
  !insertmacro RefuseWhileRunning "${COMMAND}"
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${WINDOW}"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${WINDOW}"
  WriteRegStr HKCU "${OWN_KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${OWN_KEY}" "InstallerLanguage" "$LANGUAGE"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${WINDOW}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

Function un.onInit
  !insertmacro MUI_UNGETLANGUAGE
  !insertmacro RefuseWhileRunning "${WINDOW}"
  !insertmacro RefuseWhileRunning "${COMMAND}"
FunctionEnd

Section "un.$(PROGRAM)"
  SectionIn RO
  !insertmacro RefuseWhileRunning "${WINDOW}"
  !insertmacro RefuseWhileRunning "${COMMAND}"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${WINDOW}"
  Delete "$INSTDIR\${COMMAND}"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\THIRD-PARTY-LICENSES.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; stays if somebody put something else there
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "${OWN_KEY}"
SectionEnd

; Starts unchecked, and a silent removal never takes it.
Section /o "un.$(WITH_DATA)"
  ${If} ${Cmd} `MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(SURE)" /SD IDNO IDYES`
    RMDir /r "${DATA}"
  ${EndIf}
SectionEnd
